// Every store's day in a row. Thousands fit: rows are made when one scrolls to them, and a sale changes three texts and nothing else.

import { announce, figure, h, setText } from '../dom.js';
import { change, count, money } from '../format.js';
import { draw, spark } from '../spark.js';

const chunk = 60;
const resortMs = 10_000;

const columns = [
  { key: 'store_id', title: 'Store', kind: 'text', read: store => (store.name ?? store.store_id).toLocaleLowerCase() },
  { key: 'region', title: 'Region', kind: 'text', optional: true, read: store => (store.region ?? '').toLocaleLowerCase() },
  { key: 'revenue', title: 'Revenue', kind: 'number', read: store => store.revenue },
  { key: 'against', title: 'Last week', kind: 'number', optional: true, read: store => (store.last_week.revenue ? (store.revenue - store.last_week.revenue) / Math.abs(store.last_week.revenue) : -Infinity) },
  { key: 'transactions', title: 'Sales', kind: 'number', read: store => store.transactions },
  { key: 'average_basket', title: 'Basket', kind: 'number', optional: true, read: store => store.average_basket },
];

export function storeGrid(signal) {
  const stores = new Map();
  const rows = new Map();
  let [sortKey, descending] = ['revenue', true];
  let order = [];
  let made = 0;

  const heads = columns.map(column => h('th', { scope: 'col', class: `${column.kind === 'number' ? 'number' : ''} ${column.optional ? 'optional' : ''}` },
    h('button', { type: 'button', onclick: () => sortBy(column) }, column.title)));
  const body = h('tbody');
  const table = h('table', { class: 'grid' }, h('caption', { class: 'unseen' }, 'Stores today; the buttons in the head sort'),
    h('thead', {}, h('tr', {}, heads, h('th', { scope: 'col', class: 'spark-cell' }, 'By hour'))), body);
  const search = h('input', { type: 'search', placeholder: 'Name, city or id', autocomplete: 'off', spellcheck: 'false', oninput: () => { arrange(); tell(); } });
  const region = h('select', { onchange: () => { arrange(); tell(); } }, h('option', { value: '' }, 'All'));
  const shownCount = h('span', { class: 'small quiet' });
  const end = h('div', { 'aria-hidden': 'true' });
  const note = h('p', { class: 'empty' }, 'Reading…');
  const element = h('div', {}, h('div', { class: 'fields' }, h('label', {}, 'Find', search), h('label', {}, 'Region', region), shownCount), table, note, end);

  const watcher = new IntersectionObserver(seen => {
    if (!seen.at(-1).isIntersecting) return;
    makeRows();
    watchEnd();
  }, { rootMargin: '600px' });

  // Begun anew each time: it tells of changes only, and who jumps to the end faster than it looks finds the end in sight as it was before.
  function watchEnd() {
    watcher.unobserve(end);
    if (made < order.length) watcher.observe(end);
  }

  // Rows that move under one's eyes are no use: the order follows the figures now and then, and never while someone is in the table.
  const timer = setInterval(() => { if (!table.matches(':hover') && !table.contains(document.activeElement) && !document.hidden) arrange(); }, resortMs);
  signal.addEventListener('abort', () => { clearInterval(timer); watcher.disconnect(); });

  function sortBy(column) {
    descending = sortKey === column.key ? !descending : column.kind === 'number';
    sortKey = column.key;
    arrange();
    announce(`Sorted by ${column.title}, ${descending ? 'descending' : 'ascending'}.`);
  }

  function tell() {
    announce(`${count(order.length)} of ${count(stores.size)} stores.`);
  }

  function arrange() {
    const column = columns.find(one => one.key === sortKey);
    const words = search.value.trim().toLocaleLowerCase();
    const found = [...stores.values()].filter(store => (!region.value || store.region === region.value)
      && (!words || [store.store_id, store.name, store.city].some(text => text?.toLocaleLowerCase().includes(words))));
    const way = descending ? -1 : 1;
    found.sort((a, b) => {
      const [left, right] = [column.read(a), column.read(b)];
      // Amounts of two currencies cannot be compared: each currency is a group of its own.
      if (column.key === 'revenue' || column.key === 'average_basket') {
        const byCurrency = a.currency.localeCompare(b.currency);
        if (byCurrency !== 0) return a.currency === mainCurrency ? -1 : b.currency === mainCurrency ? 1 : byCurrency;
      }
      return (left < right ? -way : left > right ? way : 0) || (a.store_id < b.store_id ? -1 : 1);
    });
    heads.forEach((head, i) => (columns[i].key === sortKey ? head.setAttribute('aria-sort', descending ? 'descending' : 'ascending') : head.removeAttribute('aria-sort')));
    const same = found.length === order.length && found.every((store, i) => store.store_id === order[i]);
    order = found.map(store => store.store_id);
    setText(shownCount, `${count(order.length)} of ${count(stores.size)} stores`);
    table.setAttribute('aria-rowcount', String(order.length + 1));
    note.hidden = order.length > 0;
    note.textContent = stores.size === 0 ? 'No store has sent anything yet.' : 'No store is like that.';
    if (same && made > 0) return;
    const wanted = Math.max(chunk, Math.min(made, order.length));
    made = 0;
    body.replaceChildren();
    while (made < wanted && made < order.length) makeRows();
    watchEnd();
  }

  let mainCurrency = '';

  function makeRows() {
    const next = order.slice(made, made + chunk);
    body.append(...next.map((id, i) => {
      const row = rowOf(id);
      row.element.setAttribute('aria-rowindex', String(made + i + 2));
      return row.element;
    }));
    made += next.length;
  }

  function rowOf(id) {
    let row = rows.get(id);
    if (!row) {
      const store = stores.get(id);
      const [revenue, transactions, basket] = ['revenue', 'transactions', 'average_basket'].map(name => figure(name));
      const against = h('span');
      const line = spark(store.hours);
      const name = h('a', { href: `#/stores/${encodeURIComponent(id)}` });
      const detail = h('span', { class: 'store-name' });
      const regionCell = h('td', { class: 'optional name' });
      row = {
        revenue, transactions, basket, against, line, name, detail, regionCell,
        element: h('tr', { 'data-store': id }, h('th', { scope: 'row', class: 'name' }, name, detail), regionCell, h('td', { class: 'number' }, revenue.element),
          h('td', { class: 'number optional' }, against), h('td', { class: 'number' }, transactions.element), h('td', { class: 'number optional' }, basket.element), h('td', { class: 'spark-cell' }, line)),
      };
      rows.set(id, row);
      writeProfile(row, store);
      writeFigures(row, store);
    }
    return row;
  }

  function writeProfile(row, store) {
    setText(row.name, store.name ?? store.store_id);
    setText(row.detail, [store.name ? store.store_id : null, store.city].filter(Boolean).join(' · '));
    setText(row.regionCell, store.region ?? '');
  }

  function writeFigures(row, store) {
    row.revenue.set(store.revenue, money(store.revenue, store.currency));
    row.transactions.set(store.transactions, count(store.transactions));
    row.basket.set(store.average_basket, money(store.average_basket, store.currency));
    const moved = change(store.revenue, store.last_week.revenue);
    setText(row.against, moved?.text ?? '–');
    row.against.className = moved?.tone ?? 'quiet';
  }

  return {
    element,
    /** The list of stores, as the server told it at a moment. */
    setStores(list, asOf, currency) {
      mainCurrency = currency ?? mainCurrency;
      const before = stores.size;
      for (const store of list) {
        const known = stores.get(store.store_id);
        const merged = known && known.at > asOf ? { ...store, revenue: known.revenue, transactions: known.transactions, average_basket: known.average_basket, at: known.at } : { ...store, at: asOf };
        stores.set(store.store_id, merged);
        const row = rows.get(store.store_id);
        if (row) {
          writeProfile(row, merged);
          writeFigures(row, merged);
          draw(row.line, merged.hours);
        }
      }
      const regions = [...new Set([...stores.values()].map(store => store.region).filter(Boolean))].sort((a, b) => a.localeCompare(b));
      if (regions.join() !== [...region.options].slice(1).map(option => option.value).join()) {
        const picked = region.value;
        region.replaceChildren(h('option', { value: '' }, 'All'), ...regions.map(name => h('option', { value: name }, name)));
        region.value = regions.includes(picked) ? picked : '';
      }
      if (stores.size !== before || made === 0) arrange();
    },
    /** Figures that changed just now. Answers whether one is of a store that is not in the list. */
    update(changed, asOf) {
      let strange = false;
      for (const figures of changed) {
        const store = stores.get(figures.store_id);
        if (!store) {
          strange = true;
          continue;
        }
        Object.assign(store, { revenue: figures.revenue, transactions: figures.transactions, average_basket: figures.average_basket, at: asOf });
        const row = rows.get(figures.store_id);
        if (row) writeFigures(row, store);
      }
      return strange;
    },
  };
}
