export const x = 'x'; const u = 'u'; export { u as undefined, u as NaN, u as valueOf_, u as __proto__x }; export default function () { return 'def' }
