export const y = () => import(/* webpackPreload: true, webpackChunkName: "pre" */ "./d.js"), z = () => import(/* webpackPrefetch: 2, webpackChunkName: "fetched" */ "./e.js")
