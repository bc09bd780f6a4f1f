export const text = 'from a chunk of the remote';
export default 7;
