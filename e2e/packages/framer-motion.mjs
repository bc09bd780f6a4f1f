import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import * as ns from 'framer-motion';
import { AnimatePresence, clamp, cubicBezier, interpolate, LazyMotion, domAnimation, m, mix, motion, motionValue, MotionConfig, progress, transform, wrap } from 'framer-motion';

const value = motionValue(1);
const seen = [];
value.on('change', (v) => seen.push(v));
value.set(5);
globalThis.__result = {
  keys: Object.keys(ns).length, seen, clamp: clamp(0, 1, 4), bezier: +cubicBezier(0.4, 0, 0.2, 1)(0.5).toFixed(5), interpolate: interpolate([0, 1], ['#000', '#fff'])(0.5), mix: mix(0, 10)(0.3), progress: progress(0, 4, 1), transform: transform(3, [0, 6], [0, 100]), wrap: wrap(0, 3, 4),
  html: renderToString(h(MotionConfig, { reducedMotion: 'always' }, h(AnimatePresence, null, h(motion.div, { key: 'a', initial: { x: 10, opacity: 0 }, animate: { x: 0 } }, 'moving')), h(LazyMotion, { features: domAnimation }, h(m.span, { style: { scale: 2 } }, 'm')))),
};
