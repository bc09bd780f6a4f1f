globalThis.__result = [require('./bom.json'), Object.keys(require('./spaced.json'))];
