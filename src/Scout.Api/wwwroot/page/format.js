// How numbers and times read: in the reader's language, the store's currency and the store's zone.

const language = navigator.languages?.length ? [...navigator.languages] : undefined;
const kept = new Map();

function once(key, make) {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key);
}

/** 1,234.50 in a currency. */
export function money(value, currency) {
  return once(`m${currency}`, () => new Intl.NumberFormat(language, { style: 'currency', currency })).format(value);
}

/** Without minor units, where a column needs to stay narrow. */
export function moneyShort(value, currency) {
  return once(`s${currency}`, () => new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })).format(value);
}

/** For the ticks of an axis: 12K. */
export function compact(value) {
  return once('c', () => new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })).format(value);
}

export function count(value) {
  return once('n', () => new Intl.NumberFormat(language)).format(value);
}

/** How far a value is above or below another: { text, tone }, or null when there is nothing to compare with. */
export function change(now, then) {
  if (!then) return null;
  const share = (now - then) / Math.abs(then);
  const text = once('p', () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' })).format(share);
  const sign = share > 0.0005 ? '▲' : share < -0.0005 ? '▼' : '=';
  return { text: `${sign} ${text}`, tone: share > 0.0005 ? 'good' : share < -0.0005 ? 'bad' : 'quiet' };
}

function zoned(key, zone, options) {
  return once(`${key}${zone}`, () => new Intl.DateTimeFormat(language, { timeZone: zone, ...options }));
}

/** 14:05 */
export function clock(instant, zone) {
  return zoned('t', zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

/** 14:05:09 */
export function clockExact(instant, zone) {
  return zoned('x', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(instant));
}

/** Mon 24 Jan */
export function day(instant, zone) {
  return zoned('d', zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(instant));
}

/** Monday */
export function weekday(instant, zone) {
  return zoned('w', zone, { weekday: 'long' }).format(new Date(instant));
}

/** 2025-01-24: the date of a day that began at an instant, or of one so many days from it; for the server, so whatever the reader's language. */
export function isoDay(start, zone, addDays = 0) {
  // An hour later, since the clocks may have been changed in between.
  const at = new Date(new Date(start).getTime() + addDays * 86_400_000 + 3_600_000);
  const format = once(`i${zone}`, () => new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'gregory', year: 'numeric', month: '2-digit', day: '2-digit' }));
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** 14:05 when it was today, else 24 Jan 14:05. */
export function moment(instant, zone) {
  const date = new Date(instant);
  const sameDay = zoned('k', zone, { dateStyle: 'short' });
  if (sameDay.format(date) === sameDay.format(new Date())) return clock(instant, zone);
  return zoned('f', zone, { day: 'numeric', month: 'short', year: date.getFullYear() === new Date().getFullYear() ? undefined : 'numeric', hour: '2-digit', minute: '2-digit' }).format(date);
}

/** 8 s, 3 min, 2 h, 4 d */
export function span(seconds) {
  if (seconds < 0.95) return seconds < 0.05 ? '0 s' : `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} d`;
}
