export default "lazy"; export let x = 1;
