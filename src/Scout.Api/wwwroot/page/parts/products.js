// What sells best today: a table for each currency.

import { h, s } from '../dom.js';
import { count, money } from '../format.js';

const othersMax = 3;

export function productsPart() {
  const element = h('div', {}, h('p', { class: 'empty' }, 'Reading…'));
  let shown = '';
  return {
    element,
    set(answer) {
      const lines = [{ currency: answer.currency, items: answer.items }, ...answer.other_currencies].filter((line, i) => i === 0 || line.items.length > 0);
      const key = JSON.stringify(lines);
      if (key === shown) return;
      shown = key;
      element.replaceChildren(...lines.map((line, i) => (line.items.length === 0
        ? h('p', { class: 'empty' }, 'Nothing was sold today yet.')
        : table(i === 0 ? line : { ...line, items: line.items.slice(0, othersMax) }, lines.length > 1))));
    },
  };
}

function table({ currency, items }, named) {
  const most = Math.max(...items.map(item => item.revenue), 0);
  return h('table', { class: 'products' },
    h('caption', { class: named ? 'quiet small' : 'unseen' }, `Products by revenue in ${currency}`),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Product'), h('th', { scope: 'col', class: 'number' }, 'Units'), h('th', { scope: 'col', class: 'number' }, 'Revenue'))),
    h('tbody', {}, items.map(item => h('tr', {},
      h('th', { scope: 'row', class: 'name' }, item.product_name ?? item.product_id,
        s('svg', { class: 'share', width: '100%', height: '3', preserveAspectRatio: 'none', viewBox: '0 0 100 3', 'aria-hidden': 'true' },
          s('rect', { height: '3', width: most > 0 ? Math.max(0, (item.revenue / most) * 100).toFixed(1) : '0' }))),
      h('td', { class: 'number' }, h('data', { value: item.units }, count(item.units))),
      h('td', { class: 'number' }, h('data', { value: item.revenue }, money(item.revenue, currency)))))));
}
