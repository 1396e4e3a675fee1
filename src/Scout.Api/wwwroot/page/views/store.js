// One store: its day by the hour, what it sells, its last transactions and where they stand.

import { read, storePath } from '../api.js';
import { h, panel, setText } from '../dom.js';
import { clock, count, day, isoDay, moment } from '../format.js';
import { follow } from '../live.js';
import { hoursPart } from '../parts/hours.js';
import { productsPart } from '../parts/products.js';
import { recentPart } from '../parts/recent.js';
import { totals } from '../parts/totals.js';
import { pollParts, trouble } from '../status.js';

const productsMs = 10_000;
const lastWeekMs = 300_000;

export async function openStore({ root, status, signal, setTrail }, id) {
  const path = storePath(id);
  setTrail({ text: 'Chain', href: '#/' }, { text: id, href: `#/stores/${encodeURIComponent(id)}` });
  const title = h('h1', { tabindex: '-1' }, id);
  const [sums, hours, products, recent] = [totals(), hoursPart(signal), productsPart(), recentPart()];
  const place = h('p', { class: 'place' });
  const facts = h('p', { class: 'small quiet' }, 'Reading…');
  const body = h('div', { class: 'panels store' },
    h('div', { class: 'column' },
      panel('Today against last week', h('div', {}, sums.element, facts), { id: 'totals-title' }),
      panel('Revenue by hour', hours.element, { id: 'hours-title', extra: hours.extra }),
      panel('Last transactions', recent.element, { id: 'recent-title' })),
    h('div', { class: 'column' }, panel('Top products today', products.element, { id: 'products-title' })));
  const notices = h('div');
  root.append(h('div', { class: 'head' }, title, place), notices, body);

  let profile = null;
  let then = [];

  // The start of the day whose last week that is: another day has another.
  let thenOf = null;
  let frame = null;

  async function readProfile() {
    profile = await read(path, signal);
    setText(title, profile.name ?? id);
    setTrail({ text: 'Chain', href: '#/' }, { text: profile.name ?? id, href: '' });
    place.replaceChildren(...[profile.name ? id : null, [profile.city, profile.province, profile.region].filter(Boolean).join(', ') || null,
      `${profile.currency}, ${profile.time_zone.replaceAll('_', ' ')}`, profile.active ? null : 'closed'].filter(Boolean).map(text => h('span', {}, text)));
  }

  try {
    await readProfile();
  } catch (fault) {
    if (signal.aborted) return;
    status.set('refused');
    body.replaceWith(fault.status === 404
      ? h('p', { class: 'notice' }, 'No store has that id. ', h('a', { href: '#/' }, 'Back to the chain'))
      : trouble(`The store could not be read: ${fault.message}`, () => location.reload()));
    return;
  }

  follow(`${path}/live`, {
    signal,
    onState: state => status.set(state),
    onSign: () => status.sign(),
    onFrame: next => {
      status.frame();
      root.dataset.ready = 'true';
      const isNewDay = frame !== null && frame.from !== next.from;
      frame = next;
      if (isNewDay) readLastWeek().catch(() => {});
      sums.set(next);
      recent.set(next.recent, id, next.time_zone);
      showHours();
      setText(facts, [
        `Business day ${day(next.from, next.time_zone)} from ${clock(next.from, next.time_zone)}`,
        `${count(next.returns)} returns`, `${count(next.items)} lines`, next.late > 0 ? `${count(next.late)} came late` : null,
        next.watermark ? `last sale ${moment(next.watermark, next.time_zone)}` : null,
      ].filter(Boolean).join(' · '));
    },
  });

  function showHours() {
    if (frame)
      hours.set({ now: frame.hours.map(hour => ({ at: hour.at, value: hour.revenue })), then: thenOf === frame.from ? then : [], currency: frame.currency, zone: frame.time_zone });
  }

  async function readLastWeek() {
    const { from, time_zone: zone } = frame ?? await read(`${path}/summary`, signal);
    then = (await read(`${path}/series?by=hour&metric=revenue&from=${isoDay(from, zone, -7)}&to=${isoDay(from, zone, -6)}`, signal)).points;
    thenOf = from;
    showHours();
  }

  const asked = pollParts(notices, signal);
  asked('products', async () => products.set(await read(`${path}/top-products?window=today&by=revenue&n=12`, signal)), productsMs);
  asked('hours of last week', readLastWeek, lastWeekMs);
}
