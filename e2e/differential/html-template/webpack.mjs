import Html from "html-webpack-plugin";
export default (webpack, mode) => ({ output: { publicPath: "auto" }, plugins: [new Html({ template: "./page.html", filename: "sub/page.html", title: "T & co", scriptLoading: "blocking", favicon: "./icon.ico", templateParameters: { extra: 5, htmlWebpackPlugin: { options: { title: "T & co" } } } })], node: { __filename: false } });
