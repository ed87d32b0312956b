/** What the page shows and sends, without a page: a store that is told what a reader and a host do. */
import { strict as assert } from 'node:assert';
import { panelFixture } from '../../ui/panel/fixture';
import { scenarioHost, type ScenarioHost } from '../../ui/panel/scenarioHost';
import type { FromPanel } from '../../../src/protocol';
import { PanelStore, type PanelState } from '../../../src/webview/panelStore';

interface Shown {
  readonly store: PanelStore;
  readonly state: () => PanelState;
  readonly sent: FromPanel[];
  /** The next message to the host, or state of the page, that has what is asked for. */
  readonly next: (isIt: () => boolean) => Promise<void>;
}

function shown(): Shown {
  let state: PanelState | undefined;
  const sent: FromPanel[] = [];
  let waiting: { isIt: () => boolean; resolve: () => void }[] = [];
  const look = (): void => {
    for (const { isIt, resolve } of waiting) if (isIt()) resolve();
    waiting = waiting.filter(({ isIt }) => !isIt());
  };
  const store = new PanelStore(
    (next) => {
      state = next;
      look();
    },
    (message) => {
      sent.push(message);
      look();
    },
  );
  const next = (isIt: () => boolean): Promise<void> =>
    new Promise((resolve) => waiting.push({ isIt, resolve }));
  return { store, state: () => state!, sent, next };
}

const text = ({ state }: Shown, name: string): string | undefined => state().inputs.get(name)?.text;

describe('the panel’s store', () => {
  it('sends typed text once, after a pause or immediately', async () => {
    const page = shown();
    page.store.show(panelFixture());
    page.store.type('gpu_count', '1');
    page.store.commit('gpu_count', 'soon');
    page.store.type('gpu_count', '12');
    page.store.commit('gpu_count', 'soon');
    assert.deepEqual(page.sent, []);
    await page.next(() => page.sent.length > 0);
    assert.deepEqual(page.sent, [{ type: 'input', name: 'gpu_count', value: '12' }]);
    page.store.type('gpu_count', '124');
    page.store.commit('gpu_count', 'now');
    page.store.commit('gpu_count', 'now');
    assert.deepEqual(page.sent.slice(1), [{ type: 'input', name: 'gpu_count', value: '124' }]);
  });

  it('shortens what the host would reject', () => {
    const page = shown();
    page.store.show(panelFixture());
    page.store.type('gpu_count', '1'.repeat(5_000));
    page.store.commit('gpu_count', 'now');
    assert.deepEqual(page.sent, [{ type: 'input', name: 'gpu_count', value: '1'.repeat(4_000) }]);
  });

  describe('while an input is dragged', () => {
    let host: ScenarioHost;
    let page: Shown;

    beforeEach(() => {
      host = scenarioHost({ min_containers: '2' });
      page = shown();
      page.store.show(host.view());
    });

    it('draws the result before the host knows, unless a view has arrived since', () => {
      page.store.slide('min_containers', '3', 'later');
      assert.deepEqual(page.sent, []);
      const { preview } = page.state();
      host.answer({ type: 'input', name: 'min_containers', value: '3' });
      assert.equal(preview?.headline, host.view().headline);
      assert.equal(text(page, 'min_containers'), '3');
      page.store.show(scenarioHost({ min_containers: '2' }).view());
      assert.equal(page.state().preview, preview);
      page.store.slide('min_containers', '3', 'now');
      assert.deepEqual(page.sent, [{ type: 'input', name: 'min_containers', value: '3' }]);
      page.store.show(host.view());
      assert.equal(page.state().preview, null);
    });

    it('sends the original value again if another was sent in between', () => {
      page.store.type('min_containers', '3');
      page.store.commit('min_containers', 'now');
      page.store.slide('min_containers', '2', 'now');
      assert.deepEqual(
        page.sent.map((message) => (message.type === 'input' ? message.value : message.type)),
        ['3', '2'],
      );
    });

    it('sends nothing if it ends at its original value', () => {
      page.store.slide('min_containers', '2', 'now');
      assert.deepEqual(page.sent, []);
    });

    it('sends each step that the page cannot draw by itself', () => {
      page.store.show({ ...host.view(), model: null });
      page.store.slide('min_containers', '3', 'soon');
      page.store.slide('min_containers', '4', 'soon');
      assert.equal(page.state().preview, null);
      assert.equal(page.sent.length, 2);
    });

    it('sends the last step alone once the host has simulated the one before', () => {
      const simulating = { ...host.view(), model: null, isSimulating: true };
      page.store.show(simulating);
      page.store.slide('min_containers', '3', 'soon');
      page.store.slide('min_containers', '4', 'soon');
      page.store.slide('min_containers', '5', 'now');
      assert.deepEqual(page.sent, []);
      page.store.show({ ...simulating, isSimulating: false });
      assert.deepEqual(page.sent, [{ type: 'input', name: 'min_containers', value: '5' }]);
      page.store.show({ ...simulating, isSimulating: false });
      assert.equal(page.sent.length, 1);
    });

    it('sends it all the same where the host never has', async () => {
      page.store.show({ ...host.view(), model: null, isSimulating: true });
      page.store.slide('min_containers', '3', 'now');
      await page.next(() => page.sent.length > 0);
      assert.deepEqual(page.sent, [{ type: 'input', name: 'min_containers', value: '3' }]);
    });

    it('shows the host’s figures again after a reset', () => {
      page.store.slide('min_containers', '3', 'later');
      page.store.replaceInputs({ type: 'reset' });
      assert.deepEqual(page.sent, [{ type: 'reset' }]);
      page.store.show(host.view());
      assert.equal(page.state().preview, null);
      assert.equal(text(page, 'min_containers'), '2');
    });
  });

  it('announces new errors, and the cost per month if it changes', async () => {
    const page = shown();
    const announced = (said: string): Promise<void> => page.next(() => page.state().announcement === said);
    const wrong = panelFixture();
    wrong.groups[2]!.fields[1]!.error = 'Too small.';
    page.store.show(wrong);
    await announced(`${wrong.groups[2]!.fields[1]!.label}: Too small.`);
    page.store.show({ ...wrong, headline: '$7 per month' });
    await announced('$7 per month');
    page.store.announce('At 5%');
    page.store.show({ ...wrong, headline: '$7 per month' });
    await announced('At 5%');
  });

  it('shows what went wrong in the panel until it is dismissed', () => {
    const page = shown();
    page.store.complain('A message could not be read.');
    assert.equal(page.state().complaint, 'A message could not be read.');
    page.store.complain(null);
    assert.equal(page.state().complaint, null);
  });
});
