const abc = 'abc', 𠮷 = 'tsuchi', ünï = 'uni', x = 'x';
export { abc, 𠮷, ünï, x as "a-b", x as "with space", x as "😀", x as default };
