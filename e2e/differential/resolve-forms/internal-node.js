export default 'internal node';
