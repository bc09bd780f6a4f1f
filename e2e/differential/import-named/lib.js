export const a = 1, b = "two"; export default () => {};
