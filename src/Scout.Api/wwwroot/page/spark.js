// A store's day in the height of a line. The figures stand beside it, so it says nothing to a screen reader.

import { s } from './dom.js';

const width = 100;
const height = 24;

/** values: one for each hour of the day so far. */
export function spark(values) {
  const svg = s('svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' });
  draw(svg, values);
  return svg;
}

export function draw(svg, values) {
  const top = Math.max(1, ...values);
  const step = width / Math.max(23, values.length - 1);
  const points = values.map((value, i) => `${(i * step).toFixed(1)},${(height - 2 - (Math.max(0, value) / top) * (height - 4)).toFixed(1)}`);
  if (points.length === 0) {
    svg.replaceChildren();
    return;
  }
  const last = ((points.length - 1) * step).toFixed(1);
  svg.replaceChildren(
    s('polygon', { class: 'fill', points: `0,${height} ${points.join(' ')} ${last},${height}` }),
    s('polyline', { class: 'day', points: points.join(' ') }));
}
