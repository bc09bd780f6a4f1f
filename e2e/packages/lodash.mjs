import _ from 'lodash';
import { partition, zipObjectDeep } from 'lodash';
import fp from 'lodash/fp.js';
import debounce from 'lodash/debounce.js';

globalThis.__result = {
  // `_._` depends on whether the UMD wrapper took its AMD or its CommonJS branch
  version: _.VERSION, count: Object.keys(_).filter((k) => k !== '_').length, partition: partition([1, 2, 3], (n) => n % 2), deep: zipObjectDeep(['a.b[0].c'], [1]),
  fp: fp.flow(fp.map((x) => x + 1), fp.sum)([1, 2]), debounce: typeof debounce(() => {}), chain: _.chain([4, 2]).sortBy().head().value(),
};
