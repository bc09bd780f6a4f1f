await 0; export default "a"
