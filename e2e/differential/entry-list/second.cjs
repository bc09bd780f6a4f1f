require('./log.js').log.push('second');
