// The line in the corner that says how true the page is at this moment.

import { ApiFault, poll } from './api.js';
import { announce, h, setText } from './dom.js';
import { span } from './format.js';

const staleMs = 10_000;

export class Status {
  #box = document.getElementById('status');
  #text = document.getElementById('status-text');
  #main = document.getElementById('main');
  #state = 'connecting';
  #frameAt = null;
  #signAt = null;
  #said = '';

  constructor() {
    setInterval(() => this.#show(), 1000);
  }

  reset() {
    this.#frameAt = this.#signAt = null;
    this.set('connecting');
  }

  set(state) {
    this.#state = state;
    this.#show();
  }

  /** A frame came: the figures changed just now. */
  frame() {
    this.#frameAt = performance.now();
    this.sign();
  }

  /** Anything came: what is shown still holds. */
  sign() {
    this.#signAt = performance.now();
    this.#show();
  }

  #show() {
    const now = performance.now();
    const silent = this.#signAt === null ? 0 : now - this.#signAt;
    const state = this.#state === 'live' && silent > staleMs ? 'stale' : this.#state;
    const ago = at => span(Math.floor((now - at) / 1000));
    this.#box.dataset.state = state;
    this.#main.dataset.stale = String(state !== 'live' && state !== 'connecting');
    switch (state) {
      case 'live':
        setText(this.#text, this.#frameAt === null ? 'Live' : `Live, last change ${ago(this.#frameAt)} ago`);
        this.#say('Live');
        break;
      case 'connecting':
        setText(this.#text, 'Connecting');
        break;
      case 'refused':
        setText(this.#text, 'Not live');
        break;
      default:
        setText(this.#text, `${this.#signAt === null ? 'No answer yet' : `Last update ${ago(this.#signAt)} ago`}, reconnecting`);
        this.#say('Connection lost. The figures may be old. Reconnecting.');
    }
  }

  #say(text) {
    // Only a change is news, and the first connection is none.
    if (text === this.#said) return;
    if (this.#said !== '') announce(text === 'Live' ? 'Connected again. The figures are live.' : text);
    this.#said = text;
  }
}

/** A part that could not be read, with a way to try again. */
export function trouble(text, retry) {
  return h('p', { class: 'notice error' }, text, ' ', h('button', { class: 'button', type: 'button', onclick: retry }, 'Try again'));
}

/**
 * Polls the parts of a view, and says above it what the server refused to answer. That the server is away tells the line in the corner.
 * Answers asked(name, act, everyMs).
 */
export function pollParts(notices, signal) {
  const noticeOf = name => notices.querySelector(`[data-of="${name}"]`);
  return (name, act, everyMs) => poll(async () => {
    await act();
    noticeOf(name)?.remove();
  }, everyMs, signal, fault => {
    if (!(fault instanceof ApiFault) || noticeOf(name)) return;
    const notice = trouble(`The ${name} could not be read: ${fault.message}`, () => act().then(() => notice.remove(), () => {}));
    notice.dataset.of = name;
    notices.append(notice);
  });
}
