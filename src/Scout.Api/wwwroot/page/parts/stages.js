// How far behind each stage of the pipeline is.

import { h, setText } from '../dom.js';
import { count, span } from '../format.js';

const names = { ingest: 'Intake', promotion: 'Promotion', linking: 'Linking', rollup: 'Rollup', quality: 'Quality' };
const tones = { running: 'good', paused: 'warn', stalled: 'bad' };

export function stagesPart() {
  const element = h('ul', { class: 'stages' }, h('li', { class: 'empty' }, 'Reading…'));
  const rows = new Map();
  return {
    element,
    set({ stages }) {
      element.querySelector('.empty')?.remove();
      for (const stage of stages) {
        let row = rows.get(stage.stage);
        if (!row) {
          const [lag, tag, more] = [h('data', { class: 'lag' }), h('span', { class: 'tag' }), h('span', { class: 'more' })];
          row = { lag, tag, more };
          rows.set(stage.stage, row);
          element.append(h('li', { class: 'stage' }, h('span', {}, h('span', { class: 'name' }, names[stage.stage] ?? stage.stage), ' ', tag), lag, more));
        }
        row.lag.value = stage.lag_seconds;
        setText(row.lag, stage.lag_seconds > 0 ? `${span(stage.lag_seconds)} behind` : stage.backlog > 0 ? `${count(stage.backlog)} waiting` : 'up to date');
        setText(row.tag, stage.overdue && stage.state === 'running' ? 'overdue' : stage.state);
        row.tag.dataset.tone = stage.overdue ? 'bad' : tones[stage.state] ?? 'warn';
        const ran = stage.last_run ? `last ran ${span(Math.max(0, (Date.now() - Date.parse(stage.last_run)) / 1000))} ago` : 'has not run yet';
        setText(row.more, stage.backlog > 0 && stage.lag_seconds > 0 ? `${count(stage.backlog)} waiting, ${ran}` : ran);
      }
    },
  };
}
