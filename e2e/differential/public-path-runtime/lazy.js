import url from './pic.txt?lazy';
export { url };
export const v = __webpack_public_path__;
