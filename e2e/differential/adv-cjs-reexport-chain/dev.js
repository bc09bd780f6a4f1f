exports.which = 'some';
