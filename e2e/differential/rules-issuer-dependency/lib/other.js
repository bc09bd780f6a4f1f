import t from '../data.txt';
export const other = t;
