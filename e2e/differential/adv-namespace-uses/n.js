export const x = 'x', b = 'nb';
