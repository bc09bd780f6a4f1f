export const v = 'other';
