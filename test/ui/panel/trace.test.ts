/** A trace in the panel: what it shows, how it is read by pointer and keys, and that it follows the sliders by itself. */
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import { listBook } from '../../../src/core/pricing/bundled';
import { tracePicture, type TracePicture } from '../../../src/core/render/scenario/traceCharts';
import type { LevelSpells } from '../../../src/core/cost/traffic/levelSpells';
import { prose } from '../../../src/webview/text';
import { openPanel, panelHooks, type PanelOptions, type PanelPage } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';
import type { ThemeName } from './themes';
import { preparedTrace } from './traceFixture';

let browser: Browser;
let panel: PanelPage;
const trace = preparedTrace();
const host: ScenarioHost = scenarioHost({ min_containers: '1' }, listBook, trace);

async function shown(options: PanelOptions = {}, spells: LevelSpells = trace.pools.spells): Promise<void> {
  panel = await openPanel(browser, { height: 1_200, ...options });
  await panel.send({ type: 'trace', id: trace.id, spells });
  await panel.show(host.view());
  await panel.page.locator('.panel').waitFor();
  await panel.sent();
}

const section = (): Locator => panel.page.locator('.trace');
const headline = (): Promise<string> => panel.page.locator('.headline').innerText();
const choose = (tab: string): Promise<void> =>
  panel.page.locator('.columns > .deck').getByRole('button', { name: tab, exact: true }).click();
const chart = (title: string): Locator =>
  panel.page.locator('.columns > .deck > .chart', {
    has: panel.page.getByRole('heading', { name: title, exact: true }),
  });
const picture = (floor: number, window: number): TracePicture =>
  tracePicture(trace.pools.spells, host.view().trace!, { floor, buffer: 0, window });

describe('a trace in the panel', () => {
  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  it('shows the month of the trace with its arithmetic, the charts, and how the file was read', async () => {
    await shown();
    const expected = picture(1, 60);
    assert.equal(await headline(), expected.headline);
    const rows = expected.month.rows.map(({ cells }) => cells.join('\t'));
    assert.deepEqual(
      (await section().locator('table').first().locator('tbody').innerText()).split('\n'),
      rows,
    );
    for (const [tab, title] of [
      ['Requests', 'Requests'],
      ['Warm pool', 'Cost and cold starts'],
      ['Containers', 'Live containers'],
    ] as const) {
      await choose(tab);
      assert.equal(await chart(title).count(), 1);
    }
    const notes = await section().locator('.list li').allInnerTexts();
    assert.ok(notes.includes('Durations are in milliseconds (by the column’s name).'), notes.join('\n'));
    assert.equal(await chart('Live containers').locator('path.marks').count(), 1);
  });

  it('follows the sliders, though no host answers', async () => {
    await shown();
    const slider = (name: string): Locator => panel.page.locator(`.levers [data-name=${name}] .slider`);
    await slider('min_containers').focus();
    await panel.page.keyboard.press('ArrowRight');
    assert.equal(await headline(), picture(2, 60).headline);
    await slider('scaledown_window').focus();
    await panel.page.keyboard.press('End');
    assert.equal(await headline(), picture(2, 1_200).headline);
    // The host hears of it.
    const sent = await panel.sent();
    assert.deepEqual(sent.at(-1), { type: 'input', name: 'scaledown_window', value: '1200' });
    const { charts } = picture(2, 1_200);
    assert.equal(
      await chart('Live containers').locator('.description').innerText(),
      prose(charts[0]!.description),
    );
    await choose('Warm pool');
    const now = charts[2]!.markers.at(-1)!.label;
    assert.equal(await chart('Cost and cold starts').locator('.markers text').textContent(), now);
  });

  it('says what to change, and sets it', async () => {
    await shown();
    const slider = panel.page.locator('.levers [data-name=scaledown_window] .slider');
    await slider.focus();
    await panel.page.keyboard.press('End');
    await panel.sent();
    const advice = panel.page.locator('.advice');
    const [answer] = picture(1, 1_200).answers;
    assert.match(answer!.text, /saves \$[\d,.]+ per month, with no more cold starts/);
    assert.equal(await advice.locator('span').innerText(), prose(answer!.text));
    await advice.getByRole('button', { name: 'Set it here' }).click();
    assert.deepEqual(
      (await panel.sent()).map((message) => message.type === 'input' && [message.name, message.value]),
      answer!.set.map(({ name, value }) => [name, value]),
    );
  });

  it('has the inputs that move it in view, and says of the others that they do not', async () => {
    await shown();
    const names = await panel.page
      .locator('.levers .field')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.name));
    assert.deepEqual(names, ['gpu', 'min_containers', 'scaledown_window', 'buffer_containers']);
    for (const name of ['requests_per_day', 'seconds_per_request', 'hourly'])
      assert.equal(
        await panel.page.locator(`.inputs [data-name=${name}] > .origin`).textContent(),
        'only without the trace',
      );
  });

  it('reads an hour by pointer and by keys', async () => {
    await shown();
    const plot = chart('Live containers').locator('.plot');
    await plot.focus();
    await panel.page.keyboard.press('Home');
    await panel.page.keyboard.press('ArrowRight');
    const place = chart('Live containers').locator('.place');
    assert.equal(await place.innerText(), 'At 2026-11-09 07:00–08:00');
    const [live, busy, cold] = picture(1, 60).charts[0]!.series.map(({ points }) => String(points[1]![1]));
    const values = await chart('Live containers').locator('.key-value').allInnerTexts();
    assert.deepEqual(values, [live, busy, cold]);
    const box = (await plot.boundingBox())!;
    await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    assert.match(await place.innerText(), /^At 2026-11-10 \d\d:00–\d\d:00$/);
  });

  it('has the figures as a table of at most 48 rows', async () => {
    await shown();
    await chart('Live containers').locator('summary').click();
    const rows = chart('Live containers').locator('tbody tr');
    assert.ok((await rows.count()) <= 48);
    assert.match(await rows.first().innerText(), /^2026-11-09 06:10–0\d:00/);
  });

  it('sends what its buttons say', async () => {
    await shown();
    await section().getByRole('button', { name: 'Another trace…' }).click();
    await section().getByRole('button', { name: 'Remove trace' }).click();
    assert.deepEqual(await panel.sent(), [
      { type: 'trace', action: 'choose' },
      { type: 'trace', action: 'remove' },
    ]);
  });

  it('refuses requests that do not fit together, and shows no picture of them', async () => {
    const { spells } = trace.pools;
    await shown({}, { ...spells, left: spells.left.slice(1) });
    assert.match(await panel.page.getByRole('alert').innerText(), /arrays of different lengths/);
    assert.equal(await section().count(), 0);
    assert.equal(await headline(), host.view().headline);
  });

  for (const theme of ['light', 'dark', 'contrast'] satisfies ThemeName[])
    it(`has nothing that axe finds wrong, ${theme}`, async () => {
      await shown({ theme });
      await chart('Live containers').locator('.plot').focus();
      await panel.page.keyboard.press('Home');
      assert.deepEqual(await panel.axe(), []);
    });

  it('fits a narrow page', async () => {
    await shown({ width: 360 });
    const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 360);
  });
});
