export const c = 3; export default 'not passed on';
