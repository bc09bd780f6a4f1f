import './detail.css';

export const text = 'a chunk of the remote';
