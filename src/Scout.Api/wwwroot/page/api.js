// Asks the server. Every question ends: by its answer, after ten seconds, or when its view is left.

const patienceMs = 10_000;

export class ApiFault extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Reads JSON; throws ApiFault for a refusal and whatever fetch throws when the server is away. */
export async function read(path, signal) {
  const limit = AbortSignal.timeout(patienceMs);
  const response = await fetch(path, { headers: { Accept: 'application/json' }, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new ApiFault(response.status, problem.detail ?? `The server answered ${response.status}.`);
  }
  return response.json();
}

/** Reads a list to its end, page by page. */
export async function readAll(path, signal) {
  const items = [];
  let answer;
  let cursor = null;
  do {
    answer = await read(cursor ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : path, signal);
    items.push(...answer.items);
    cursor = answer.next_cursor;
  } while (cursor);
  return { ...answer, items };
}

export const storePath = id => `/v1/stores/${encodeURIComponent(id)}`;

/** Asks now and again after a pause, for as long as the view is open; rests while nobody looks. */
export function poll(act, everyMs, signal, onFault) {
  let timer;
  const turn = async () => {
    if (signal.aborted) return;
    if (!document.hidden) {
      try {
        await act(signal);
      } catch (fault) {
        if (signal.aborted) return;
        onFault(fault);
      }
    }
    timer = setTimeout(turn, everyMs);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  turn();
}
