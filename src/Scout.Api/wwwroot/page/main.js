// Chooses the view by the part of the address after #: the chain, or one store.

import { h } from './dom.js';
import { Status } from './status.js';
import { openChain } from './views/chain.js';
import { openStore } from './views/store.js';

const main = document.getElementById('main');
const trail = document.getElementById('trail');
const status = new Status();
let leave = null;

function show(isFirst) {
  const hash = decode(location.hash);

  // The skip link and the like point at elements, not at views.
  if (!isFirst && hash !== '' && !hash.startsWith('#/')) return;
  leave?.abort();
  leave = new AbortController();
  main.replaceChildren();
  status.reset();
  const store = /^#\/stores\/(.+)$/s.exec(hash)?.[1];
  const place = { root: main, status, signal: leave.signal, setTrail };
  if (store) openStore(place, store);
  else openChain(place);
  if (!isFirst) {
    scrollTo(0, 0);
    main.querySelector('h1')?.focus({ preventScroll: true });
  }
}

function decode(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}

/** Says where we are: in the header, and in the window's title. */
function setTrail(...places) {
  trail.replaceChildren(...places.map(({ text, href }, i) => h('li', {}, i === places.length - 1 ? h('span', { 'aria-current': 'page' }, text) : h('a', { href }, text))));
  document.title = `${places.at(-1).text} · Scout`;
}

addEventListener('hashchange', () => show(false));
show(true);
