import type { InjectionKey, Ref } from 'vue';

export const themeKey: InjectionKey<Ref<string>> = Symbol('theme');
