import * as mobx from 'mobx';
import { action, autorun, computed, configure, flow, makeAutoObservable, observable, reaction, runInAction, toJS, when } from 'mobx';

configure({ enforceActions: 'never' });
class Todo { title = 'a'; done = false; constructor() { makeAutoObservable(this); } toggle() { this.done = !this.done; } get label() { return `${this.title}:${this.done}`; } *load() { const v = yield Promise.resolve('loaded'); this.title = v; } }
const todo = new Todo();
const log = [];
const list = observable([1]);
const stop = [autorun(() => log.push(todo.label)), reaction(() => list.length, (n) => log.push(`len ${n}`))];
globalThis.__result = (async () => {
  todo.toggle();
  runInAction(() => { list.push(2, 3); });
  await todo.load();
  await when(() => todo.title === 'loaded');
  stop.forEach((f) => f());
  return { log, js: toJS(list), map: [...observable.map({ a: 1 })], box: computed(() => list.length * 2).get(), action: mobx.isAction(action(() => {})), flow: typeof flow, keys: Object.keys(mobx).sort() };
})();
