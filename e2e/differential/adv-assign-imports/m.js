export let x = 1; export default { value: 1, deep: { a: 1 }, gone: 1, list: [1, 2] };
