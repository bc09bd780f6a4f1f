export const shared = 's';
