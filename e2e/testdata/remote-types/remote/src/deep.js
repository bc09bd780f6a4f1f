export const deep = 'a chunk of the remote';
