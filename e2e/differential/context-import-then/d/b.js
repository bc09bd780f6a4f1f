exports.named = 3
