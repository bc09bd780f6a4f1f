import Terser from "terser-webpack-plugin";
export default (webpack, mode) => ({ optimization: { minimize: true, minimizer: [new Terser({ terserOptions: { keep_fnames: true, keep_classnames: true } })] } });
