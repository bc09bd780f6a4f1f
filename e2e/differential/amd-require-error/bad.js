throw new Error("bad")
