// Today in three figures, each against the same weekday last week until this time of day; other currencies a line each, never added.

import { figure, h, setText } from '../dom.js';
import { change, count, money, moneyShort, weekday } from '../format.js';

const members = [
  { name: 'revenue', title: 'Revenue today', text: (value, currency) => (Math.abs(value) >= 100_000 ? moneyShort : money)(value, currency) },
  { name: 'transactions', title: 'Transactions', text: value => count(value) },
  { name: 'average_basket', title: 'Average basket', text: (value, currency) => money(value, currency) },
];

export function totals() {
  const shown = members.map(member => {
    const value = figure(member.name, { class: 'figure' });
    const [moved, then] = [h('span'), h('span')];
    const against = h('span', { class: 'against' }, moved, then);
    return { member, value, moved, then, element: h('div', { class: 'total' }, h('dt', {}, member.title), h('dd', {}, value.element, against)) };
  });
  const others = h('tbody');
  const othersTable = h('div', { class: 'others', hidden: true },
    h('table', {}, h('caption', { class: 'quiet small' }, 'Other currencies, counted apart'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Currency'), h('th', { scope: 'col', class: 'number' }, 'Revenue'), h('th', { scope: 'col', class: 'number' }, 'Sales'),
        h('th', { scope: 'col', class: 'number optional' }, 'Average basket'), h('th', { scope: 'col', class: 'number' }, 'Last week'))),
      others));
  const rows = new Map();
  const element = h('div', {}, h('dl', { class: 'totals' }, shown.map(one => one.element)), othersTable);

  return {
    element,
    set(frame) {
      const currency = frame.currency;
      const day = weekday(frame.as_of, frame.time_zone);
      for (const { member, value, moved, then } of shown) {
        value.set(frame[member.name], member.text(frame[member.name], currency));
        const before = frame.last_week?.[member.name] ?? 0;
        const difference = change(frame[member.name], before);
        moved.className = difference?.tone ?? '';
        setText(moved, difference?.text ?? '');
        setText(then, difference ? `${member.text(before, currency)} last ${day} by now` : `Nothing by this time last ${day}`);
      }
      setOthers(frame.other_currencies ?? []);
    },
  };

  function setOthers(list) {
    const used = list.filter(one => one.transactions !== 0 || one.last_week?.transactions);
    othersTable.hidden = used.length === 0;
    for (const [currency, row] of rows) {
      if (!used.some(one => one.currency === currency)) {
        row.element.remove();
        rows.delete(currency);
      }
    }
    for (const one of used) {
      let row = rows.get(one.currency);
      if (!row) {
        const figures = members.map(member => figure(`${member.name}-${one.currency}`));
        const moved = h('td', { class: 'number' });
        row = { figures, moved, element: h('tr', {}, h('th', { scope: 'row' }, one.currency), figures.map((value, i) => h('td', { class: `number ${i === 2 ? 'optional' : ''}` }, value.element)), moved) };
        rows.set(one.currency, row);
        others.append(row.element);
      }
      members.forEach((member, i) => row.figures[i].set(one[member.name], member.text(one[member.name], one.currency)));
      const moved = change(one.revenue, one.last_week?.revenue);
      setText(row.moved, moved?.text ?? '–');
    }
  }
}
