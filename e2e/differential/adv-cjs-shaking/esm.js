export default 'dflt'; export const comp = 'comp';
