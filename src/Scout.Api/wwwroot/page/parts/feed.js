// What wants a person: open alerts, and what the rules hold.

import { h } from '../dom.js';
import { moment } from '../format.js';

export function feedPart() {
  let zone;
  const element = h('div', {}, h('p', { class: 'empty' }, 'Reading…'));
  let shown = '';
  return {
    element,
    set(alerts, quarantine, more, inZone) {
      zone = inZone;
      const key = JSON.stringify([zone, alerts, quarantine.map(one => one.event_id)]);
      if (key === shown) return;
      shown = key;
      if (alerts.length + quarantine.length === 0) {
        element.replaceChildren(h('p', { class: 'empty' }, 'Nothing waits for a decision.'));
        return;
      }
      element.replaceChildren(
        h('ul', { class: 'feed' }, alerts.map(alertItem), quarantine.map(heldItem)),
        more ? h('p', { class: 'small quiet' }, 'Older ones are at ', h('a', { href: '/v1/quarantine' }, '/v1/quarantine'), '.') : '');
    },
  };

  function alertItem(alert) {
    return h('li', {},
      h('div', { class: 'line' }, h('span', { class: 'tag', 'data-tone': alert.severity === 'critical' ? 'bad' : 'warn' }, alert.severity),
        alert.store_id ? h('a', { href: `#/stores/${encodeURIComponent(alert.store_id)}` }, alert.store_id) : h('span', {}, (alert.stage ?? alert.kind).replaceAll('_', ' ')),
        h('time', { datetime: alert.opened_at }, moment(alert.opened_at, zone))),
      h('div', { class: 'small quiet' }, alert.message));
  }

  function heldItem(held) {
    return h('li', {},
      h('div', { class: 'line' }, h('span', { class: 'tag', 'data-tone': 'warn' }, 'held'), h('a', { href: `#/stores/${encodeURIComponent(held.store_id)}` }, held.store_id),
        h('time', { datetime: held.received_at }, moment(held.received_at, zone))),
      h('div', { class: 'small quiet' }, `${held.transaction_id}: ${held.rules.map(rule => rule.replaceAll('_', ' ')).join(', ')}`));
  }
}
