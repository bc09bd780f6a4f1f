export const text = 'more';
