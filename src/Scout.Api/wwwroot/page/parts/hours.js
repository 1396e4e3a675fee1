// A day by the hour with the same day last week behind it; the same as a table for those who want the numbers.

import { barChart } from '../charts.js';
import { h } from '../dom.js';
import { clock, money, weekday } from '../format.js';

export function hoursPart(signal) {
  const chart = barChart({ heightPx: 220, signal });
  const body = h('tbody');
  const thenHead = h('th', { scope: 'col', class: 'number' }, 'Last week');
  const table = h('details', {}, h('summary', {}, 'As a table'),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Revenue by hour, as a table' },
      h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Hour'), h('th', { scope: 'col', class: 'number' }, 'Today'), thenHead)), body)));
  const past = h('span', { class: 'key past' }, 'Last week');
  const legend = h('p', { class: 'legend' }, h('span', { class: 'key' }, 'Today'), past);
  let shown = '';

  return {
    element: h('div', {}, chart.element, table),
    extra: legend,
    /** now and then: [{ at, value }], matched by their place in the day. */
    set({ now, then, currency, zone }) {
      const day = now.length ? weekday(now[Math.floor(now.length / 2)].at, zone) : '';
      past.textContent = thenHead.textContent = then.length ? `Last ${day}` : 'Last week';
      const best = now.reduce((most, point) => (point.value > (most?.value ?? 0) ? point : most), null);
      // Where the clocks changed on one of the two days their hours are not as many: then they are matched by what the clock showed.
      const byClock = then.length === now.length ? null : new Map(then.map(point => [clock(point.at, zone), point.value]));
      const before = now.map((point, i) => (byClock ? byClock.get(clock(point.at, zone)) : then[i].value) ?? null);
      chart.set({
        at: now.map(point => Date.parse(point.at) / 1000),
        now: now.map(point => point.value),
        then: before,
        zone,
        label: best
          ? `Revenue by hour. The best hour today began at ${clock(best.at, zone)} with ${money(best.value, currency)}.`
          : 'Revenue by hour. Nothing was sold today yet.',
      });
      const key = JSON.stringify([now, then, currency]);
      if (key === shown) return;
      shown = key;
      body.replaceChildren(...now.map((point, i) => h('tr', {}, h('th', { scope: 'row' }, clock(point.at, zone)),
        h('td', { class: 'number' }, h('data', { value: point.value }, money(point.value, currency))),
        h('td', { class: 'number' }, before[i] === null ? '–' : money(before[i], currency)))));
    },
  };
}
