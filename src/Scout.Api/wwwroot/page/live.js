// Server-sent events by fetch and not by EventSource: only so can the page hear the heartbeat, which is how it knows that silence means
// "nothing changed" and not "nobody there", and only so could it send a key.

const silenceMs = 15_000;
const retryMinMs = 500;
const retryMaxMs = 8_000;

/**
 * Follows an address for as long as the signal lets it.
 * onFrame gets each frame; onState 'connecting', 'live', 'reconnecting' or 'refused'; onSign is called whenever the server said that figures are new or still hold.
 */
export async function follow(path, { signal, onFrame, onState, onSign }) {
  let lastId = null;
  let retryMs = retryMinMs;
  onState('connecting');
  while (!signal.aborted) {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    signal.addEventListener('abort', stop);
    let watchdog;
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, silenceMs);
    };
    let pauseMs = null;
    try {
      heard();
      const response = await fetch(path, { headers: { Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) }, signal: attempt.signal, cache: 'no-store' });
      if (response.ok) {
        // Being let in says nothing about figures: a server whose store is away lets in too. Only a frame or a heartbeat does.
        let isLive = false;
        for await (const event of events(response.body, heard)) {
          if (!isLive) onState('live');
          isLive = true;
          onSign();
          if (event.id) lastId = event.id;
          if (event.data) onFrame(JSON.parse(event.data));
          retryMs = retryMinMs;
        }
      } else {
        pauseMs = Number(response.headers.get('Retry-After') ?? 0) * 1000;
        await response.body?.cancel();
        if (response.status === 404) {
          onState('refused');
          return;
        }
      }
    } catch (fault) {
      if (signal.aborted) return;
      if (fault instanceof SyntaxError) lastId = null;
    } finally {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', stop);
      attempt.abort();
    }
    if (signal.aborted) return;
    onState('reconnecting');

    // Not all at once: a thousand pages lost the same server in the same moment.
    await pause(Math.max(pauseMs ?? 0, retryMs * (0.5 + Math.random())), signal);
    retryMs = Math.min(retryMs * 2, retryMaxMs);
  }
}

/** Frames as { id, data }, and heartbeats as events without either. */
async function* events(body, onBytes) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let event = { id: null, data: '' };
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      onBytes();
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (line === '') {
          if (event.data || event.id) yield event;
          event = { id: null, data: '' };
        } else if (line.startsWith('data:')) {
          event.data += (event.data && '\n') + line.slice(5).trimStart();
        } else if (line.startsWith('id:')) {
          event.id = line.slice(3).trim();
        } else if (line.startsWith(':')) {
          yield { id: null, data: '' };
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function pause(ms, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
