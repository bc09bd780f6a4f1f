import { x } from "./a.mjs"; export const y = x + 1
