export default () => ({ optimization: { inlineExports: false } });
