import { word } from "./lib.js"; self.onmessage = (e) => e.ports[0].postMessage([word, e.data]);
