export default () => ({ externals: [{ globlib: 'var "global lib"', rooted: 'var ({ r: 1 })' }, { 'globlib/deep': 'var { deep: "deep" }' }] });
