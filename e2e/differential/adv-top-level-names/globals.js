export const name = 'n', top = 't', status = 's', location = 'l', event = 'e', length = 'len';
