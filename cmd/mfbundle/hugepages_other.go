//go:build !linux

package main

// askForHugePages does nothing where the system chooses pages by itself.
func askForHugePages() {}
