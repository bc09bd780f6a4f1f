import * as ns from 'graphql';
import { buildSchema, graphql, GraphQLError, GraphQLObjectType, GraphQLSchema, GraphQLString, parse, print, printSchema, validate, version, visit } from 'graphql';

const schema = buildSchema('type Query { hello(name: String = "you"): String!, list: [Int!] }');
const own = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { a: { type: GraphQLString, resolve: () => 'b' } } }) });
globalThis.__result = (async () => ({
  version, keys: Object.keys(ns).length, run: await graphql({ schema, source: '{ hello(name: "x") list }', rootValue: { hello: ({ name }) => `hi ${name}`, list: [1, 2] } }), own: await graphql({ schema: own, source: '{a}' }),
  invalid: validate(schema, parse('{ nope }')).map((e) => [e.message, e instanceof GraphQLError]), print: print(parse('query Q($a:Int){hello,list}')), sdl: printSchema(own),
  fields: (() => { const f = []; visit(parse('{a{b}}'), { Field: (n) => { f.push(n.name.value); } }); return f; })(), syntax: (() => { try { parse('{'); } catch (e) { return e.message; } })(),
}))();
