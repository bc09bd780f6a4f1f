export const word = "service";
