export const a = 1, unused = 2; export default 3
