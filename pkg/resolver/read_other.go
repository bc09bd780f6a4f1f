//go:build !unix

package resolver

import "os"

// openFile opens a file or folder for reading.
func openFile(path string) (*os.File, error) { return os.Open(path) }

// ReadFile reads a whole file.
func ReadFile(path string) ([]byte, error) { return os.ReadFile(path) }
