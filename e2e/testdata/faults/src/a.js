export const name = 'a';
export const more = () => import(/* webpackChunkName: "more" */ './more.js').then((m) => m.text);
