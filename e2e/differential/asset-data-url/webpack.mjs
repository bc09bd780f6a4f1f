const r = (q, dataUrl) => ({ resourceQuery: q, type: 'asset/inline', generator: { dataUrl } });
export default () => ({ module: { rules: [r(/1/, { encoding: false }), r(/2/, { mimetype: 'text/weird', encoding: 'base64' }), r(/3/, { mimetype: 'text/plain;charset=utf-8', encoding: false }), r(/4/, { encoding: false }), r(/5/, { mimetype: 'application/x-own' })] } });
