import { double } from "./lib.js"; export const lazy = "lazy" + double(1);
