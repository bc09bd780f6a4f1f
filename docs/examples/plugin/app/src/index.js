import info, { mode } from "build:info"
import motto from "./motto.txt"
import { shout } from "~/lib/shout.js"

console.log(JSON.stringify([shout(motto), mode, info.name, globalThis.__BUILD_INFO__ === info]))
