export default "b"
