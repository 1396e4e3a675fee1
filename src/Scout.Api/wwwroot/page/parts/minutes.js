// Sales of the last hour minute by minute.

import { barChart } from '../charts.js';
import { figure, h } from '../dom.js';
import { count, money } from '../format.js';
import { currencyPicker } from './picker.js';

export function minutesPart(signal) {
  const chart = barChart({ heightPx: 130, signal, thin: true });
  const last = figure('last-minute');
  const picker = currencyPicker('Currency of the sales per minute', () => show());
  let frame = null;

  function show() {
    if (!frame) return;
    const lines = [frame, ...(frame.other_currencies ?? [])].filter(line => line.minutes);
    const line = lines.find(one => one.currency === picker.value) ?? lines[0];
    if (!line) return;
    const { from, transactions, revenue } = line.minutes;
    const start = Date.parse(from) / 1000;

    // The present minute is not over; the one before tells the pace.
    const pace = transactions.at(-2) ?? 0;
    const most = Math.max(0, ...transactions);
    last.set(pace, `${count(pace)} last minute, ${money(revenue.at(-2) ?? 0, line.currency)}`);
    chart.set({
      at: transactions.map((_, i) => start + i * 60),
      now: transactions,
      then: null,
      zone: frame.time_zone,
      label: `Sales per minute in the last hour: ${count(pace)} in the last whole minute, ${count(most)} in the busiest.`,
    });
  }

  return {
    element: h('div', {}, h('p', { class: 'small quiet' }, last.element), chart.element),
    extra: picker.element,
    set(next) {
      frame = next;
      picker.set([next.currency, ...(next.other_currencies ?? []).filter(line => line.minutes?.transactions.some(Boolean)).map(line => line.currency)]);
      show();
    },
  };
}
