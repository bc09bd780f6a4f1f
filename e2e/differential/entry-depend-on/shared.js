export const log = ['shared'];
