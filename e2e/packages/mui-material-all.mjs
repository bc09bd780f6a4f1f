import * as mui from '@mui/material';

globalThis.__result = { keys: Object.keys(mui).length, kinds: Object.fromEntries(Object.entries(Object.groupBy ? Object.groupBy(Object.values(mui), (x) => typeof x) : {}).map(([k, v]) => [k, v.length])), names: Object.keys(mui).sort().slice(0, 40), version: mui.version };
