export default { x: [..."ab"].map(a => ({ ...{ a } })) };
