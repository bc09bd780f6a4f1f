export const v = 'm1';
