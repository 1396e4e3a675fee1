// uPlot in the colours of the page. A chart is a picture for those who see it; each has a name that tells its gist, and a table where it matters.

import uPlot from './vendor/uplot/uPlot.esm.js';
import { h } from './dom.js';
import { clock, compact } from './format.js';

const scheme = matchMedia('(prefers-color-scheme: dark)');

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Bars of now with a line of then behind them.
 * set({ at: seconds[], now: number[], then: number[] | null, zone, label }) draws; the chart follows its box and the colour scheme.
 */
export function barChart({ heightPx, signal, thin = false }) {
  const box = h('div', { class: 'chart', role: 'img' });
  let plot = null;
  let shown = null;

  function make() {
    plot?.destroy();
    plot = null;
    if (!shown || box.clientWidth === 0) return;
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}` };
    plot = new uPlot({
      width: box.clientWidth,
      height: heightPx,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 22, 0, 0],
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), shown.zone),
      scales: {
        x: { time: true, range: (_, low, high) => [low, high] },
        y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(1, high ?? 1) * 1.05] },
      },
      series: [
        {},
        { stroke: colour('--accent'), fill: colour('--accent'), width: 0, points: { show: false }, paths: uPlot.paths.bars({ size: [thin ? 0.8 : 0.72, 60], radius: 0.15, align: 1 }) },
        { stroke: colour('--past'), width: 2, points: { show: false }, paths: uPlot.paths.stepped({ align: 1 }), spanGaps: true },
      ],
      axes: [
        { ...axis, grid: { show: false }, space: 56, size: 26, values: (_, ticks) => ticks.map(tick => clock(tick * 1000, shown.zone)) },
        { ...axis, size: 52, space: 32, values: (_, ticks) => ticks.map(tick => compact(tick)) },
      ],
    }, data(), box);
  }

  // One place more than there are bars, so that the last step of the line is as wide as the others.
  const data = () => {
    const end = shown.at.length > 1 ? 2 * shown.at.at(-1) - shown.at.at(-2) : shown.at[0] + 3600;
    const then = shown.then ?? shown.at.map(() => null);
    return [[...shown.at, end], [...shown.now, null], [...then, then.at(-1) ?? null]];
  };

  const watcher = new ResizeObserver(() => {
    if (plot && box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: heightPx });
    else make();
  });
  watcher.observe(box);
  scheme.addEventListener('change', make, { signal });
  signal.addEventListener('abort', () => {
    watcher.disconnect();
    plot?.destroy();
  });

  return {
    element: box,
    set(next) {
      const sameShape = plot && shown && shown.at.length === next.at.length && shown.zone === next.zone;
      shown = next;
      if (box.getAttribute('aria-label') !== next.label) box.setAttribute('aria-label', next.label);
      if (sameShape) plot.setData(data());
      else make();
    },
  };
}
