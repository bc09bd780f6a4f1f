module.exports = { a: 'a', b: 'b', ...(() => ({ c: 'c' }))() };
