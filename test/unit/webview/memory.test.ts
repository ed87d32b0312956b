import { strict as assert } from 'node:assert';
import { panelFixture } from '../../ui/panel/fixture';
import { panelMessages, panelWords } from '../../../src/features/scenarioPanel/panelWords';
import { WORDS } from '../../../src/protocol';
import { formatted } from '../../../src/webview/chart/format';
import { rgba } from '../../../src/webview/chart/palette';
import { createMemory, type PanelMemory, type SavedState } from '../../../src/webview/memory';
import { translation, words } from '../../../src/webview/strings';

function keep(state: unknown): { memory: PanelMemory; state: () => SavedState } {
  let saved = state;
  const api = { getState: () => saved, setState: (next: SavedState) => (saved = structuredClone(next)) };
  return { memory: createMemory(api), state: () => saved as SavedState };
}

describe('what the panel stores', () => {
  it('begins with nothing', () => {
    const { memory } = keep(undefined);
    assert.equal(memory.earlier, null);
    assert.deepEqual([...memory.shownSeries('utilization')], []);
    assert.equal(memory.chosenChart('costs'), undefined);
    assert.equal(memory.isOpen('sources', false), false);
  });

  it('keeps the subject, and the inputs that differ from the code or are wrong', () => {
    const { memory, state } = keep(undefined);
    const view = panelFixture();
    view.groups[2]!.fields[1]!.error = 'Too small.';
    memory.saveView(view);
    assert.equal(state().key, view.key);
    assert.deepEqual(state().typed, { min_containers: '2', seconds_per_request: '0.2', volume_gb: '140' });
    assert.deepEqual(state().pinned, view.pinned);
  });

  it('comes back as it was', () => {
    const first = keep(undefined);
    first.memory.saveView(panelFixture());
    first.memory.showSeries('utilization', 'modal', false);
    first.memory.showSeries('utilization', 'replicate-h100', false);
    first.memory.showSeries('utilization', 'modal', true);
    first.memory.chooseChart('costs', 'requests');
    first.memory.setOpen('sources', true);
    first.memory.setScroll(120);
    const { memory } = keep(first.state());
    assert.deepEqual(Object.fromEntries(memory.shownSeries('utilization')), {
      modal: true,
      'replicate-h100': false,
    });
    assert.equal(memory.chosenChart('costs'), 'requests');
    assert.equal(memory.isOpen('sources', false), true);
    assert.equal(memory.scroll, 120);
    assert.deepEqual(JSON.parse(memory.earlier!), first.state());
  });

  it('ignores a foreign state, and corrects errors in its own', () => {
    for (const state of [null, 7, 'x', [], { lines: 3, open: { a: 'b' }, key: 5 }]) {
      const { memory } = keep(state);
      assert.deepEqual([...memory.shownSeries('constructor')], []);
      assert.equal(memory.chosenChart('toString'), undefined);
      assert.equal(memory.isOpen('toString', true), true);
    }
  });
});

describe('the panel’s words', () => {
  it('come with the page, with arguments filled in', () => {
    const say = words(JSON.stringify({ now: 'Jetzt, bei {0}', 'verdict.good': '' }));
    assert.equal(say('now', '5%'), 'Jetzt, bei 5%');
    assert.equal(say('now', '{0}'), 'Jetzt, bei {0}');
    assert.equal(say('verdict.good'), '');
  });

  it('are their keys if the page has none, or if they cannot be read', () => {
    for (const json of [undefined, '{', '[]', '{"now":7}', '{"constructor":"x"}'])
      assert.equal(words(json)('now', 'x'), 'now');
  });

  it('are all in the host’s list', () => {
    const all = panelWords({ t: (text: unknown) => String(text) });
    assert.deepEqual(Object.keys(all).sort(), [...WORDS].sort());
    assert.ok(Object.values(all).every((text) => text.length > 0));
  });

  it('of the core are included if the reader has another language', () => {
    const mixed = { '{0} a day': '{0} am Tag', old: { message: 'x', comment: [] } } as object;
    const carried = panelMessages({ bundle: mixed as Record<string, string> });
    assert.deepEqual(carried, { '{0} a day': '{0} am Tag' });
    const translate = translation(JSON.stringify(carried))!;
    assert.equal(translate('{0} a day', 5), '5 am Tag');
    assert.equal(translate('{0} a day', '{1}', 'x'), '{1} am Tag');
    for (const unknown of ['now: {0}', 'constructor {0}', '__proto__ {0}'])
      assert.equal(translate(unknown, '$5'), unknown.replace('{0}', '$5'));
  });

  it('of the core are English if the page has none, or if they cannot be read', () => {
    assert.equal(panelMessages({ bundle: undefined }), undefined);
    assert.equal(translation(undefined), undefined);
    for (const json of ['{', '7', '{"{0} a day":7}', '{"a":{}}'])
      assert.equal(translation(json)?.('{0} a day', 5) ?? '5 a day', '5 a day', json);
  });

  it('print values as on the axis', () => {
    assert.equal(formatted(0.245, 'percent'), '24.5%');
    assert.equal(formatted(1_332.4, 'usd'), '$1,332');
    assert.equal(formatted(50_000, 'number'), '50,000');
  });

  it('print colors for every program', () => {
    assert.equal(rgba('color(srgb 0 0.5 1)'), 'rgb(0, 128, 255)');
    assert.equal(rgba('color(srgb 1 1 1 / 0.5)'), 'rgba(255, 255, 255, 0.5)');
    assert.equal(rgba('rgb(1, 2, 3)'), 'rgb(1, 2, 3)');
  });
});
