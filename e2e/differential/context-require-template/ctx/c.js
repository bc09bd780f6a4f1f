export default "c"; export const named = "cn";
