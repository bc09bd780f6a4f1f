const id = (v) => v;
export default id(function () {});
