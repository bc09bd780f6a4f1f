import config, { region } from 'host/config';
export const seen = `${config.title} in ${region}`;
