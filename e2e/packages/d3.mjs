import * as d3 from 'd3';
import { arc, csvParse, extent, forceSimulation, geoMercator, hierarchy, interpolateRgb, line, max, rollup, scaleBand, scaleLinear, scaleTime, stack, timeFormat, treemap } from 'd3';

const x = scaleLinear([0, 10], [0, 100]).nice();
const root = treemap().size([10, 10])(hierarchy({ children: [{ v: 3 }, { v: 1 }] }).sum((d) => d.v));
globalThis.__result = {
  keys: Object.keys(d3).length, scale: [x(3), x.invert(40), x.ticks(4)], band: scaleBand(['a', 'b'], [0, 10]).bandwidth(), time: scaleTime([new Date(0), new Date(1e9)], [0, 1])(new Date(5e8)),
  csv: csvParse('a,b\n1,2\n3,4'), extent: extent([3, 1, 2]), max: max([1, 9, 3]), line: line()([[0, 0], [1, 2]]), arc: arc()({ innerRadius: 0, outerRadius: 1, startAngle: 0, endAngle: 1 }),
  rgb: interpolateRgb('red', 'blue')(0.5), roll: [...rollup([1, 2, 3], (v) => v.length, (d) => d % 2)], merc: geoMercator()([10, 50]).map((n) => +n.toFixed(3)),
  leaves: root.leaves().map((l) => [l.x0, l.y0, l.x1, l.y1]), stack: stack().keys(['a', 'b'])([{ a: 1, b: 2 }]).map((s) => [...s[0]]), format: timeFormat('%Y-%m-%d')(new Date(0)), force: forceSimulation([{}, {}]).stop().tick(3).nodes().map((n) => [+n.x.toFixed(3), +n.y.toFixed(3)]),
};
