// Which currency a chart shows. Hidden while there is only one.

import { h } from '../dom.js';

export function currencyPicker(label, onPick) {
  const select = h('select', { 'aria-label': label, onchange: () => onPick() });
  const element = h('span', { class: 'fields', hidden: true }, select);
  return {
    element,
    get value() {
      return select.value;
    },
    set(currencies) {
      if (select.dataset.known === currencies.join()) return;
      const before = select.value;
      select.dataset.known = currencies.join();
      select.replaceChildren(...currencies.map(currency => h('option', { value: currency }, currency)));
      select.value = currencies.includes(before) ? before : currencies[0];
      element.hidden = currencies.length < 2;
    },
  };
}
