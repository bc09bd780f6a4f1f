export const lib = { n: 'lib' };
