import Terser from "terser-webpack-plugin";
export default () => ({ optimization: { minimize: true, minimizer: [new Terser({ terserOptions: { compress: { drop_console: true } } })] } });
