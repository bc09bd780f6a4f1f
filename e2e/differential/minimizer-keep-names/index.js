function useful() {} class Kept { static who() { return this.name } }
globalThis.__result = [useful.name, Kept.who(), new Kept().constructor.name];
