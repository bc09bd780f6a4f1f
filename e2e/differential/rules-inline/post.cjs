module.exports = (s) => s.startsWith('export') ? s + '+" post"' : 'export default ' + JSON.stringify(s.trim() + ' post');
