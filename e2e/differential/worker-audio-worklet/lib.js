export const word = "processor";
