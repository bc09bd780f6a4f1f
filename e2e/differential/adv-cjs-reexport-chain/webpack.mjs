export default () => ({ ignoreWarnings: [/./] });
