export const name1 = "n"; export const pickIt = () => "picked"; export default 1
