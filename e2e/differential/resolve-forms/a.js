export default { a: 'a', q: __resourceQuery };
