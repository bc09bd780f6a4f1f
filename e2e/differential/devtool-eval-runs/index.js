globalThis.__result = (() => { try { null.x } catch (e) { return e instanceof TypeError } })();
