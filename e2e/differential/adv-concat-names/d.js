const d = 'd'; export default d + (() => { const index_d = 'local'; return index_d })();
