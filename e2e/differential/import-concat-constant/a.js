export default "a"
