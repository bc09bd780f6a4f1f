package scan

// Keep returns the value that belongs to key for as long as the cache lives, and
// makes it the first time. What a plugin keeps between builds goes here: plugins
// themselves are made anew for each.
func (c *Cache) Keep(key string, make func() any) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.values[key]
	if !ok {
		v = make()
		if c.values == nil {
			c.values = map[string]any{}
		}
		c.values[key] = v
	}
	return v
}
