import { log } from './log.js'; import { fromB } from './b.js'; log.push('a ' + fromB());
