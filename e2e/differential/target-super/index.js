class A { static make() { return new this() } async m() { return "A" } get g() { return "g" } }
class B extends A { async m() { return (await super.m()) + "B" } f = async () => super.m(); static make() { return super.make() } get h() { return super.g } }
globalThis.__result = Promise.all([B.make().m(), B.make().f(), B.make().h]);
