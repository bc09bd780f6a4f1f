(globalThis.order ??= []).push("a1"); await 0; order.push("a2"); export {}
