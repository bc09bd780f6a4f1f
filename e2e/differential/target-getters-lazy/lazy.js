export default class { #n = 1; next() { return ++this.#n } }
export const list = [..."ab"].map(x => x?.toUpperCase());
