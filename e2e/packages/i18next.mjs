import i18next, { createInstance, keyFromSelector } from 'i18next';

globalThis.__result = (async () => {
  const i18n = createInstance();
  const t = await i18n.init({ lng: 'en', fallbackLng: 'de', showSupportNotice: false, resources: { en: { translation: { hi: 'Hi {{name}}!', item_one: '{{count}} item', item_other: '{{count}} items', nested: '$t(hi, {"name": "you"})' } }, de: { translation: { only: 'nur' } } } });
  return { hi: t('hi', { name: 'Ann' }), plural: [t('item', { count: 1 }), t('item', { count: 3 })], nested: t('nested'), fallback: t('only'), missing: t('none'), dir: i18n.dir('ar'), same: typeof i18next.t, selector: typeof keyFromSelector, lng: i18n.resolvedLanguage };
})();
