var __spreadValues = 1; module.exports = ({ y, ...r }) => [__spreadValues, { ...r, y }];
