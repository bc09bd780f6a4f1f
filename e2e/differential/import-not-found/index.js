import "./nothere"; globalThis.__result = 1
