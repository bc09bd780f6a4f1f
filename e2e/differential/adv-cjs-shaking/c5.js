exports.fn = function () { return exports.helper() }; exports.helper = () => module.exports.value; exports.value = 'value';
