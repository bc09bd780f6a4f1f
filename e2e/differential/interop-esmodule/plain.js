exports.default = 'plain default'; exports.named = 'plain named';
