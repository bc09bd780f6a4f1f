module.exports = ({ x, ...r }) => ({ ...r, z: x ?? 3 });
