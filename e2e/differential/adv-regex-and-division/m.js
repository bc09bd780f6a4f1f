export const g = 1, i = 3;
