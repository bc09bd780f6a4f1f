export default 'e';
