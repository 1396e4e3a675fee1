// The whole chain, today.

import { ApiFault, read, readAll } from '../api.js';
import { h, panel, setText } from '../dom.js';
import { count, day, isoDay } from '../format.js';
import { follow } from '../live.js';
import { feedPart } from '../parts/feed.js';
import { hoursPart } from '../parts/hours.js';
import { minutesPart } from '../parts/minutes.js';
import { currencyPicker } from '../parts/picker.js';
import { productsPart } from '../parts/products.js';
import { stagesPart } from '../parts/stages.js';
import { storeGrid } from '../parts/storegrid.js';
import { totals } from '../parts/totals.js';
import { pollParts } from '../status.js';

const refreshMs = { hours: 15_000, stores: 60_000, products: 10_000, stages: 5_000, feed: 10_000 };
const alertsAbsentMs = 600_000;

export function openChain({ root, status, signal, setTrail }) {
  setTrail({ text: 'The chain today', href: '#/' });
  const when = h('p', { class: 'aside quiet' });
  const [sums, minutes, hours, stages, products, feed, grid] = [totals(), minutesPart(signal), hoursPart(signal), stagesPart(), productsPart(), feedPart(), storeGrid(signal)];
  const picker = currencyPicker('Currency of the revenue by hour', () => showHours());
  const notices = h('div');
  root.append(
    h('div', { class: 'head' }, h('h1', { tabindex: '-1' }, 'The chain today'), when),
    notices,
    h('div', { class: 'panels chain' },
      h('div', { class: 'column main' },
        panel('Today against last week', sums.element, { id: 'totals-title' }),
        panel('Revenue by hour', hours.element, { id: 'hours-title', extra: h('span', { class: 'fields' }, picker.element, hours.extra) }),
        panel('Sales per minute', minutes.element, { id: 'minutes-title', extra: minutes.extra })),
      h('div', { class: 'column side' },
        panel('Pipeline', stages.element, { id: 'stages-title' }),
        panel('Top products', products.element, { id: 'products-title' }),
        panel('For decision', feed.element, { id: 'feed-title' })),
      panel('Stores', grid.element, { id: 'stores-title', className: 'wide' })));

  let series = null;
  let zone;
  let wantStores = () => {};

  follow('/v1/chain/live', {
    signal,
    onState: state => status.set(state),
    onSign: () => status.sign(),
    onFrame: frame => {
      status.frame();
      root.dataset.ready = 'true';
      zone = frame.time_zone;
      sums.set(frame);
      minutes.set(frame);
      setText(when, `${day(frame.as_of, frame.time_zone)} in ${frame.time_zone.replaceAll('_', ' ')}, ${count(frame.stores_known)} ${frame.stores_known === 1 ? 'store' : 'stores'}`);
      if (grid.update(frame.stores, frame.as_of)) wantStores();
    },
  });

  function showHours() {
    if (!series) return;
    const [now, then] = series;
    const line = answer => [answer, ...answer.other_currencies].find(one => one.currency === picker.value) ?? answer;
    hours.set({ now: line(now).points, then: line(then).points, currency: picker.value || now.currency, zone: now.time_zone });
  }

  async function readHours() {
    const now = await read('/v1/chain/series?by=hour&metric=revenue', signal);
    const first = now.points[0]?.at;
    if (!first) return;
    const then = await read(`/v1/chain/series?by=hour&metric=revenue&from=${isoDay(first, now.time_zone, -7)}&to=${isoDay(first, now.time_zone, -6)}`, signal);
    series = [now, then];
    picker.set([now.currency, ...now.other_currencies.map(line => line.currency)]);
    showHours();
  }

  async function readStores() {
    const list = await readAll('/v1/chain/stores?limit=1000', signal);
    grid.setStores(list.items, list.as_of, list.currency);
  }

  let alertsAbsentUntil = 0;

  async function readAlerts() {
    if (Date.now() < alertsAbsentUntil) return [];
    try {
      return (await read('/v1/alerts?state=open&limit=5', signal)).items;
    } catch (fault) {
      if (!(fault instanceof ApiFault) || fault.status !== 404) throw fault;
      alertsAbsentUntil = Date.now() + alertsAbsentMs;
      return [];
    }
  }

  const asked = pollParts(notices, signal);
  asked('hours', readHours, refreshMs.hours);
  asked('stores', readStores, refreshMs.stores);
  asked('products', async () => products.set(await read('/v1/chain/top-products?window=today&by=revenue&n=8', signal)), refreshMs.products);
  asked('stages', async () => stages.set(await read('/v1/pipeline', signal)), refreshMs.stages);
  asked('feed', async () => {
    const [alerts, held] = await Promise.all([readAlerts(), read('/v1/quarantine?state=open&limit=6', signal)]);
    feed.set(alerts, held.items, held.next_cursor !== null, zone);
  }, refreshMs.feed);

  // A store that nobody knew yet sold something: ask for the list again, once for many of them.
  let asking = false;
  wantStores = async () => {
    if (asking) return;
    asking = true;
    await readStores().catch(() => {});
    asking = false;
  };
}
