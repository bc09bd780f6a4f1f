import "./a.mjs"; (globalThis.order ??= []).push("c1"); await null; order.push("c2"); export {}
