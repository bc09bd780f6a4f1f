import Html from "html-webpack-plugin";
export default (webpack, mode) => ({ plugins: [new Html({ title: "A page", meta: { description: "words" }, base: "/app/" })], node: { __filename: false } });
