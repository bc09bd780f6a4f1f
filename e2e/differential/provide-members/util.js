export const deep = { map: (l) => l.length }; export const named = 'named'; export default 'default';
