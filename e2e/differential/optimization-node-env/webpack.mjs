export default (webpack, mode) => ({ optimization: { nodeEnv: "staging" } });
