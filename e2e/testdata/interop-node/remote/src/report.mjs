import * as store from 'tiny-store';
import single from 'tiny-single';
import { version as format } from 'tiny-format';

export { store, single };
export const versions = { store: store.version, single: single.version, format };
