exports.then = (ok) => ok('thenable!');
