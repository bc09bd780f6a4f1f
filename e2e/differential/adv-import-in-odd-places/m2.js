export const v = 'm2', list = [1, 2];
