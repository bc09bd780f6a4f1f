// Notes which hooks run and what each is given: the keys of its arguments, and of objects in them, with the kinds of values.
const kind = (value, depth) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object') return typeof value;
  if (value instanceof Error) return 'error';
  return depth && Object.getPrototypeOf(value) === Object.prototype ? Object.fromEntries(Object.keys(value).map((key) => [key, kind(value[key], depth - 1)])) : 'object';
};
const waterfalls = 'beforeInit beforeInitContainer initContainer beforeRegisterRemote registerRemote beforeRequest afterResolve beforeRegisterShare beforeLoadShare resolveShare initContainerShareScopeMap loadSnapshot loadRemoteSnapshot afterLoadSnapshot';
const others = 'init afterMatchRemote onLoad afterLoadRemote errorLoadRemote beforePreloadRemote generatePreloadAssets afterPreloadRemote loadEntry afterRegisterShare afterLoadShare errorLoadShare beforeLoadRemoteSnapshot beforeLoadManifest afterLoadManifest createScript fetch loadEntryError afterLoadEntry beforeInitRemote afterInitRemote beforeGetExpose afterGetExpose beforeExecuteFactory afterExecuteFactory getModuleFactory';

export const log = (globalThis.hookLog ??= []);
export default () => {
  const plugin = { name: 'notes' };
  for (const name of waterfalls.split(' ')) plugin[name] = (args) => (log.push([name, [kind(args, 2)]]), args);
  for (const name of others.split(' ')) plugin[name] = (...args) => void log.push([name, args.map((arg) => kind(arg, 2))]);
  return plugin;
};
