import * as vue from 'vue';
import { computed, createSSRApp, defineComponent, effectScope, h, nextTick, reactive, ref, toRefs, version, watch, watchEffect } from 'vue';
import { renderToString } from 'vue/server-renderer';

const state = reactive({ n: 1, list: [1, 2] });
const double = computed(() => state.n * 2);
const log = [];
const scope = effectScope();
scope.run(() => { watchEffect(() => log.push(`effect ${double.value}`)); watch(() => state.list.length, (n, o) => log.push(`list ${o}->${n}`)); });
const Child = defineComponent({ props: { label: String }, setup: (props, { slots }) => () => h('li', { class: ['c', { on: true }] }, [props.label, slots.default?.()]) });
globalThis.__result = (async () => {
  state.n = 5;
  state.list.push(3);
  await nextTick();
  scope.stop();
  const html = await renderToString(createSSRApp({ setup() { const n = ref(2); return () => h('ul', { style: { color: 'red' }, onClick() {} }, [h(Child, { label: 'x' }, () => n.value), h(Child, { label: '<y>' })]); } }));
  return { version, log, html, refs: Object.keys(toRefs(state)), mounted: typeof vue.onMounted, compile: typeof vue.compile };
})();
