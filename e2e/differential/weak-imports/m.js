export const v = 'v';
