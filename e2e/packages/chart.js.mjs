import * as ns from 'chart.js';
import { Chart, defaults, LinearScale, LineController, LineElement, PointElement, registerables } from 'chart.js';
import { color, isNumber, merge, toDegrees } from 'chart.js/helpers';
import Auto from 'chart.js/auto';

Chart.register(LineController, LineElement, PointElement, LinearScale);
globalThis.__result = { version: Chart.version, keys: Object.keys(ns).sort(), registerables: registerables.length, line: LineController.id, scale: LinearScale.defaults.ticks !== undefined, defaults: Object.keys(defaults).length > 10, registered: Chart.registry.getController('line').id, color: color('red').alpha(0.5).rgbString(), merge: merge({ a: { b: 1 } }, { a: { c: 2 } }), helpers: [isNumber(3), toDegrees(Math.PI)], auto: Auto === Chart };
