function s() { "use strict"; return this === undefined }
function l() { return this === undefined }
module.exports = [s(), l()];
