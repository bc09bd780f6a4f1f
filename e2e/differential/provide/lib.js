export const joinAll = (...a) => a.join("+"); export default 2
