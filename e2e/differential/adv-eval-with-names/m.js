export const secret = 'secret'; const hidden = 'hidden';
export function other() { return eval('hidden') }
