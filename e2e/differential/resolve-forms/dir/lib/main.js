export default 'dir main';
