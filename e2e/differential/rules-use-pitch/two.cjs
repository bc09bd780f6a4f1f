module.exports = function () { throw new Error('never') };
module.exports.pitch = function (rest, before) { return 'export default ' + JSON.stringify([this.query, rest.split('!').length, before.split('!').length, this.remainingRequest.endsWith('a.txt')]); };
