// A custom block becomes a function that gets the component.
module.exports = (text) => `export default (component) => { component.docs = ${JSON.stringify(text.trim())}; }`;
