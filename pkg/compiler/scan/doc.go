// Package scan turns entries into a graph: it reads and analyses files in
// parallel, asks the resolver where their imports lead, and follows them until
// nothing new is found. Order then gives the modules their final ids.
//
// It takes the configuration, resolvers and hooks, and returns a graph.Graph
// that no later pass changes. It must not decide what is used, what travels
// together, or what anything is called in the output.
package scan
