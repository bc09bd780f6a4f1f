import { word } from "./lib.js"; registerProcessor("tone", class extends AudioWorkletProcessor { constructor() { super(); this.port.postMessage(word); } process() { return false; } });
