export default (webpack, mode) => ({ target: "browserslist:chrome 61" });
