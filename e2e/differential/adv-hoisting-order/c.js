import { log } from './log.js'; log.push('c'); export {};
