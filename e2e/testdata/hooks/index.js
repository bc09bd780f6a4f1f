import { loadRemote, preloadRemote, registerRemotes } from 'mfbundle/runtime';
import { label } from 'tiny-single';
import { log } from './plugin.js';

const steps = {
  import: () => import('kit/label'),
  again: () => import('kit/label'),
  loadRemote: () => loadRemote('kit/other'),
  manifest: () => loadRemote('described/other'),
  preload: () => preloadRemote([{ nameOrAlias: 'described', exposes: ['other'] }]),
  'no expose': () => loadRemote('kit/none'),
  'no remote': () => loadRemote('nobody/none'),
  register: () => registerRemotes([{ name: 'late', entry: `${BASE}/remoteEntry.js` }]),
};
(async () => {
  const told = { start: [label, log.splice(0)] };
  for (const [step, run] of Object.entries(steps)) {
    let result = 'done';
    try {
      await run();
    } catch {
      result = 'failed';
    }
    told[step] = [result, log.splice(0)];
  }
  console.log(JSON.stringify(told));
})();
