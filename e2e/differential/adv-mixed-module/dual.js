const f = () => 'dual'; f.named = 'named'; f.default = f; module.exports = f;
