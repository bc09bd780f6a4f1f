module.exports = (s) => { throw new Error('never three') };
