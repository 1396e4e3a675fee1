// A store's last transactions with where each one stands.

import { h } from '../dom.js';
import { count, moment, money } from '../format.js';

const tones = { promoted: 'good', received: 'warn', quarantined: 'warn', rejected: 'bad', voided: 'bad' };

export function recentPart() {
  const element = h('div', {}, h('p', { class: 'empty' }, 'Reading…'));
  let shown = '';
  return {
    element,
    set(list, storeId, zone) {
      const key = JSON.stringify(list);
      if (key === shown) return;
      shown = key;
      element.replaceChildren(list.length === 0 ? h('p', { class: 'empty' }, 'This store has not sent anything yet.') : h('table', { class: 'recent' },
        h('caption', { class: 'unseen' }, 'Last transactions, newest first'),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Time'), h('th', { scope: 'col' }, 'Transaction'), h('th', { scope: 'col', class: 'number optional' }, 'Lines'),
          h('th', { scope: 'col', class: 'number' }, 'Total'), h('th', { scope: 'col' }, 'State'))),
        h('tbody', {}, list.map(one => h('tr', { 'data-transaction': one.transaction_id },
          h('td', {}, h('time', { datetime: one.ts ?? one.received_at }, moment(one.ts ?? one.received_at, zone))),
          h('th', { scope: 'row', class: 'name' }, h('a', { href: `/v1/stores/${encodeURIComponent(storeId)}/transactions/${encodeURIComponent(one.transaction_id)}` }, one.transaction_id),
            one.type === 'return' ? h('span', { class: 'small quiet' }, ' return') : null),
          h('td', { class: 'number optional' }, one.items === null ? '–' : count(one.items)),
          h('td', { class: 'number' }, one.total_amount === null ? '–' : h('data', { value: one.total_amount }, money(one.total_amount, one.currency))),
          h('td', {}, h('span', { class: 'tag', 'data-tone': tones[one.state] }, one.state)))))));
    },
  };
}
