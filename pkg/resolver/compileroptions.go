package resolver

// CompilerOptions is the text of a tsconfig.json with the compiler options that
// hold for files in dir: those of the nearest tsconfig.json and of what it
// extends. It is "" where there is none.
func (c *Cache) CompilerOptions(dir string) string { return "" }
