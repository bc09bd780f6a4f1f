export const o = 'o'; export default class { static n = 'cls' }
