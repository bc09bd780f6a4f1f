export const region = 'eu-1';
export default { title: 'interop host' };
