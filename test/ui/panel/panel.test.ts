/** The panel's page by itself, in a real browser and under its policy: what it shows, keeps and sends. */
import { strict as assert } from 'node:assert';
import type { Browser } from 'playwright-core';
import { fromPanelSchema, parseMessage, type PanelView } from '../../../src/protocol';
import { launchChromium } from '../../host/serverHost.mjs';
import { panelFixture } from './fixture';
import { HOSTILE } from './hostile';
import { english, openPanel, type PanelOptions, type PanelPage } from './page';
import { themes, type ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage | undefined;

/** A panel that shows a view, its `ready` already taken. */
async function shown(view: PanelView = panelFixture(), options: PanelOptions = {}): Promise<PanelPage> {
  panel = await openPanel(browser, options);
  await panel.show(view);
  // All inputs, not the levers alone.
  await panel.page
    .locator('.inputs details:not([open]) > summary')
    .evaluateAll((all) => all.forEach((summary) => (summary as HTMLElement).click()));
  await panel.sent();
  return panel;
}

const field = (name: string): string => `[data-name=${name}] input[type=text]`;

/** Waits for the panel's own delays: the debounce of what is typed, the live region's. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the panel’s page', () => {
  before(async () => {
    browser = await launchChromium();
  });

  after(() => browser.close());

  afterEach(async () => {
    if (!panel) return;
    const [problems, sent] = [await panel.problems(), await panel.sent()];
    await panel.close();
    panel = undefined;
    assert.deepEqual(problems, []);
    for (const message of sent) assert.ok(parseMessage(fromPanelSchema, message).ok, JSON.stringify(message));
  });

  describe('the panel’s handshake and messages', () => {
    it('says that it is ready, with what it kept', async () => {
      panel = await openPanel(browser);
      assert.deepEqual(await panel.sent(), [{ type: 'ready', state: null }]);
      await panel.close();
      const state = {
        key: 'k',
        typed: { gpu: 'H100' },
        pinned: [],
        open: {},
        lines: {},
        charts: {},
        scroll: 0,
        page: null,
      };
      panel = await openPanel(browser, { state });
      assert.deepEqual(await panel.sent(), [{ type: 'ready', state: JSON.stringify(state) }]);
    });

    it('draws what is in sight first, and then the rest', async () => {
      panel = await openPanel(browser);
      const { page } = panel;
      await page.evaluate(() => {
        const mark = performance.mark.bind(performance);
        performance.mark = (...of) => {
          const count = (what: string): number => document.querySelectorAll(what).length;
          Object.assign(window, {
            early: ['.chart', '.levers .field', '.inputs .field', '.section'].map(count),
          });
          return mark(...of);
        };
      });
      await panel.show(panelFixture());
      await page.locator('.inputs .field').first().waitFor({ state: 'attached' });
      await page.locator('.section').first().waitFor();
      const early = await page.evaluate(() => (window as unknown as { early: number[] }).early);
      assert.deepEqual(early, [1, 5, 0, 0]);
      await panel.sent();
    });

    it('sends what its buttons say', async () => {
      const { page, sent } = await shown();
      for (const [name, message] of [
        ['Apply to code (1)', { type: 'apply' }],
        ['Pin this setting', { type: 'pin' }],
        ['Copy as Markdown', { type: 'copy', as: 'markdown' }],
        ['Copy as CSV', { type: 'copy', as: 'csv' }],
        ['Go to code', { type: 'reveal' }],
        ['Reset', { type: 'reset' }],
        ['Unpin H100, 1 warm', { type: 'unpin', id: 'pin-1' }],
      ] as const) {
        await page.getByRole('button', { name, exact: true }).click();
        assert.deepEqual(await sent(), [message]);
      }
      await page.getByRole('button', { name: 'B: mid-traffic inference' }).press('Enter');
      assert.deepEqual(await sent(), [{ type: 'preset', id: 'B' }]);
    });

    it('applies nothing where nothing differs, and goes nowhere from a calculator', async () => {
      const view = panelFixture();
      view.apply = { possible: false, changes: [] };
      const { page, sent, show } = await shown(view);
      await page.getByRole('button', { name: 'Apply to code' }).click({ force: true });
      assert.deepEqual(await sent(), []);
      await show({ ...view, key: '' });
      assert.equal(await page.getByRole('button', { name: 'Go to code' }).count(), 0);
      assert.equal(await page.getByRole('button', { name: 'Apply to code' }).count(), 0);
    });

    it('shows a message that it cannot read, or that was refused, and goes on', async () => {
      const { page, send, show } = await shown();
      await send({ type: 'view', view: { title: 7 } } as never);
      assert.match(await page.getByRole('alert').innerText(), /Could not read a message: view\./);
      await page.getByRole('button', { name: 'Dismiss' }).click();
      assert.equal(await page.getByRole('alert').count(), 0);
      await send({ type: 'rejected', reason: 'no such <b>preset</b>' });
      assert.match(await page.getByRole('alert').innerText(), /Rejected: no such <b>preset<\/b>/);
      await show({ ...panelFixture(), headline: '$7 per month' });
      assert.equal(await page.locator('.headline').innerText(), '$7 per month');
    });

    it('speaks the host’s language', async () => {
      const { page } = await shown(panelFixture(), {
        words: { ...english, pin: 'Anheften', now: 'Jetzt, bei {0}' },
      });
      assert.equal(await page.getByRole('button', { name: 'Anheften' }).count(), 1);
      assert.equal(await page.locator('.place').first().innerText(), 'Jetzt, bei 11.6%');
    });
  });

  describe('the panel’s inputs', () => {
    it('sends what is typed once it rests, and at once with Enter', async () => {
      const { page, sent } = await shown();
      // The page's own clock: on a busy machine the digits of a number come far apart.
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 1_000);
      await page.locator(field('gpu_count')).fill('');
      await page.locator(field('gpu_count')).pressSequentially('12');
      assert.deepEqual(await sent(), []);
      await page.clock.runFor(200);
      assert.deepEqual(await sent(), [{ type: 'input', name: 'gpu_count', value: '12' }]);
      await page.locator(field('gpu_count')).press('4');
      await page.locator(field('gpu_count')).press('Enter');
      assert.deepEqual(await sent(), [{ type: 'input', name: 'gpu_count', value: '124' }]);
      await page.clock.runFor(200);
      assert.deepEqual(await sent(), []);
    });

    it('keeps the focus, the caret and the text through a view that comes while it is typed in', async () => {
      const { page, show } = await shown();
      const input = page.locator(field('requests_per_day'));
      await input.focus();
      await input.press('Home');
      await input.press('ArrowRight');
      await input.press('7');
      await show(panelFixture());
      const caret = (): Promise<unknown> =>
        input.evaluate((element: HTMLInputElement) => [element.value, element.selectionStart]);
      assert.deepEqual(await caret(), ['570000', 2]);
      await pause(150);
      const answered = panelFixture();
      answered.groups[2]!.fields[0]!.value = '570000';
      answered.headline = '$13,863.31 per month';
      await show(answered);
      assert.deepEqual(await caret(), ['570000', 2]);
      assert.equal(
        await page.evaluate(() => document.activeElement?.closest('[data-name]')?.getAttribute('data-name')),
        'requests_per_day',
      );
      assert.equal(await page.locator('.headline').innerText(), '$13,863.31 per month');
    });

    it('takes a change of the code over what is typed', async () => {
      const { page, show } = await shown();
      await page.locator(field('min_containers')).fill('9');
      const edited = panelFixture();
      edited.groups[1]!.fields[0]!.value = '3';
      await show(edited);
      assert.equal(await page.locator(field('min_containers')).inputValue(), '3');
    });

    it('forgets what is typed with a reset, even where the host’s value stays the same', async () => {
      const { page, show } = await shown();
      await page.locator(field('gpu_count')).fill('8');
      await page.getByRole('button', { name: 'Reset' }).click();
      await show(panelFixture());
      assert.equal(await page.locator(field('gpu_count')).inputValue(), '1');
    });

    it('chooses by keyboard', async () => {
      const { page, sent } = await shown();
      await page.locator('[data-name=gpu] select').press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.deepEqual(await sent(), [{ type: 'input', name: 'gpu', value: 'H200' }]);
    });

    it('says what is wrong beside the field, to those who see and to those who listen', async () => {
      const view = panelFixture();
      view.groups[2]!.fields[1]!.error = 'Between 0.000001 and 604,800 seconds.';
      const { page } = await shown(view);
      const input = page.getByRole('textbox', { name: 'Seconds a request (s)' });
      const error = page.locator('.error[data-for=seconds_per_request]');
      assert.ok(await error.isVisible());
      assert.equal(await input.getAttribute('aria-invalid'), 'true');
      assert.match(await page.locator('body').ariaSnapshot(), /Seconds a request/);
      const described = await input.evaluate((element) =>
        (element as unknown as { ariaDescribedByElements: Element[] }).ariaDescribedByElements.map(
          (each) => each.textContent,
        ),
      );
      assert.deepEqual(described, ['Between 0.000001 and 604,800 seconds.', 'the comment, line 12']);
      const [box, below] = [(await input.boundingBox())!, (await error.boundingBox())!];
      assert.ok(below.y >= box.y + box.height && below.y < box.y + box.height + 12);
      await pause(300);
      assert.match(await page.locator('[aria-live]').innerText(), /Seconds a request: Between/);
    });

    it('shows a help where a field has the focus, until Escape', async () => {
      const { page } = await shown();
      const help = page.locator('[data-name=min_containers] .help');
      assert.equal(await help.isVisible(), false);
      await page.locator(field('min_containers')).focus();
      await help.waitFor({ state: 'visible' });
      await page.keyboard.press('Escape');
      assert.equal(await help.isVisible(), false);
    });

    it('follows a slider, frame by frame', async () => {
      const { page, sent } = await shown();
      const slider = page.locator('[data-name=requests_per_day] .slider');
      await slider.scrollIntoViewIfNeeded();
      const box = (await slider.boundingBox())!;
      await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2, { steps: 8 });
      await page.mouse.up();
      const values = (await sent()).map((message) =>
        message.type === 'input' ? Number(message.value) : NaN,
      );
      assert.ok(values.length >= 3, `${values.length} messages`);
      assert.ok(values.at(-1)! > 140_000);
      assert.equal(await page.locator(field('requests_per_day')).inputValue(), String(values.at(-1)));
    });
  });

  describe('what outlives a view, and a page', () => {
    it('keeps sections, hidden lines and scroll through a new view', async () => {
      const { page, show } = await shown(panelFixture(), { width: 420 });
      await page.locator('summary', { hasText: 'Sources' }).click();
      await page.locator('summary', { hasText: 'Cost breakdown per month' }).click();
      await page
        .getByRole('button', { name: /^Replicate/ })
        .first()
        .click();
      await page.evaluate(() => scrollTo(0, 700));
      await show({ ...panelFixture(), headline: '$2 per month' });
      const open = (title: string): Promise<boolean> =>
        page
          .locator('details', { has: page.locator('summary', { hasText: title }) })
          .evaluate((element) => (element as HTMLDetailsElement).open);
      assert.equal(await open('Sources'), true);
      assert.equal(await open('Cost breakdown per month'), false);
      assert.equal(
        await page
          .getByRole('button', { name: /^Replicate/ })
          .first()
          .getAttribute('aria-pressed'),
        'false',
      );
      assert.equal(await page.evaluate(() => scrollY), 700);
    });

    it('draws what is folded once it is opened, as the latest view has it', async () => {
      const view = panelFixture();
      const { page, show } = await shown(view);
      const table = page.locator('.chart').first().locator('table');
      assert.equal(await table.count(), 0);
      view.charts[0]!.table.rows[0]!.cells[0] = 'of the latest view';
      await show({ ...view, charts: structuredClone(view.charts) });
      await page.locator('summary', { hasText: 'Figures as a table' }).first().click();
      await table.getByText('of the latest view').waitFor();
    });

    it('keeps the focus on a button of the legend while lines come and go around it', async () => {
      const { page, show } = await shown();
      await page
        .getByRole('button', { name: /^Replicate/ })
        .first()
        .focus();
      const view = panelFixture();
      const [chart] = view.charts;
      chart!.series.splice(1, 2);
      await show(view);
      await show(panelFixture());
      assert.match(await page.evaluate(() => document.activeElement!.textContent), /^Replicate/);
    });

    it('keeps the focus among the pinned settings when one of them is unpinned', async () => {
      const { page, show } = await shown();
      const names = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement!.getAttribute('aria-label'));
      await page.getByRole('button', { name: 'Unpin A100-80GB, 0 warm' }).press('Enter');
      const view = panelFixture();
      view.pinned.pop();
      await show(view);
      assert.equal(await names(), 'Unpin H100, 1 warm');
      await page.getByRole('button', { name: 'Pin this setting' }).focus();
      view.pinned.pop();
      await show(view);
      assert.equal(await names(), 'Pin this setting', 'a focus that is elsewhere stays there');
    });

    it('restores the same in a new page', async () => {
      const first = await shown();
      await first.page
        .getByRole('button', { name: /^Replicate/ })
        .first()
        .click();
      await first.page.locator('summary', { hasText: 'Sources' }).click();
      // VS Code's state follows in the page's own time.
      await first.page.waitForFunction(() => JSON.stringify(window.test.state).includes('section:sources'));
      const state = await first.state();
      await first.close();
      panel = await openPanel(browser, { state });
      const [ready] = await panel.sent();
      assert.ok(ready?.type === 'ready' && ready.state !== null);
      assert.deepEqual(JSON.parse(ready.state), state);
      await panel.show(panelFixture());
      assert.equal(
        await panel.page
          .getByRole('button', { name: /^Replicate/ })
          .first()
          .getAttribute('aria-pressed'),
        'false',
      );
      assert.ok(await panel.page.getByText('Modal’s guide: GPU acceleration (undated)').isVisible());
    });
  });

  describe('text from elsewhere', () => {
    const hostile =
      '<img src=x onerror="test.violations.push(\'run\')"> **bold** [link](command:x) \u202Eevil\u202C 😀 "\'`';

    /** The view with every text that is not an id or a value replaced. */
    function spoiled(text: string): PanelView {
      const keys = new Set([
        'title',
        'subtitle',
        'tab',
        'action',
        'headline',
        'detail',
        'label',
        'unit',
        'help',
        'placeholder',
        'error',
        'origin',
        'description',
        'caption',
        'text',
        'total',
        'amount',
        'reason',
        'source',
      ]);
      const lists = new Set(['changes', 'cells', 'items']);
      const spoil = (value: unknown, key: string): unknown => {
        if (keys.has(key)) return text;
        if (lists.has(key) && Array.isArray(value)) return value.map(() => text);
        if (Array.isArray(value)) return value.map((each) => spoil(each, ''));
        if (typeof value !== 'object' || value === null || key === 'key') return value;
        return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoil(each, name)]));
      };
      const view = spoil(panelFixture(), '') as PanelView;
      return {
        ...view,
        notice: { text, fields: [] },
        groups: view.groups.map((group, index) => ({ ...group, title: `${index} ${text}` })),
      };
    }

    it('appears as text', async () => {
      const { page } = await shown(spoiled(hostile));
      assert.equal(await page.locator('img, b, strong em, a').count(), 0);
      assert.equal(await page.locator('h1').textContent(), hostile);
      assert.equal(await page.locator('.preset-label').first().textContent(), hostile);
      assert.ok((await page.locator('.picture').first().textContent())!.includes('<img src=x'));
    });

    for (const [what, whole] of Object.entries(HOSTILE))
      it(`does nothing but stand there, within the page: ${what}`, async () => {
        // The host cuts what is longer.
        const text = whole.slice(0, 3_900);
        const { page, send } = await shown(spoiled(text), { width: 420 });
        const elements = (): Promise<number> => page.locator('img, script[src=x], b, a, strong em').count();
        const before = await elements();
        assert.equal(before, 0);
        assert.equal(await page.locator('h1').textContent(), text);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420);
        await send({ type: 'rejected', reason: text });
        assert.ok((await page.getByRole('alert').textContent())!.includes(text.slice(0, 40)));
        assert.equal(await elements(), 0);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420);
      });

    it('sets what an answer says', async () => {
      const { page, sent } = await shown();
      await page.getByRole('button', { name: 'Set it here' }).click();
      assert.deepEqual(await sent(), [{ type: 'input', name: 'min_containers', value: '1' }]);
      assert.equal(await page.locator(field('min_containers')).inputValue(), '1');
    });

    it('says what to change once, first of all that can be set, and the other answers below', async () => {
      const view = panelFixture();
      view.answers.reverse();
      const { page, show } = await shown(view);
      assert.match(await page.locator('.advice').innerText(), /^min_containers=1 saves/);
      assert.deepEqual(await page.locator('.answers li').allInnerTexts(), [
        'Modal is the cheapest for this work.',
      ]);
      await show({ ...view, answers: view.answers.slice(0, 1) });
      assert.equal(await page.locator('.advice').innerText(), 'Modal is the cheapest for this work.');
      assert.equal(await page.locator('.advice button, .answers').count(), 0);
      await show({ ...view, answers: [] });
      assert.equal(await page.locator('.advice').count(), 0);
    });

    it('draws an empty view', async () => {
      const { page } = await shown({
        ...panelFixture(),
        groups: [],
        presets: [],
        levers: [],
        answers: [],
        charts: [],
        sections: [],
        pinned: [],
      });
      assert.equal(await page.locator('.chart').count(), 0);
    });
  });

  describe('at every width', () => {
    for (const width of [255, 320, 400, 510, 700, 899, 900, 1100, 1600])
      it(`${width} px: nothing is wider than the page`, async () => {
        const view = panelFixture();
        for (const section of view.sections) section.open = true;
        const { page } = await shown(view, { width });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        const beyond = await page.locator('.picture text').evaluateAll(
          (texts, most) =>
            texts
              .map((each) => ({ text: each.textContent, box: each.getBoundingClientRect() }))
              .filter(({ box }) => box.left < -0.5 || box.right > most + 0.5)
              .map(({ text }) => text),
          width,
        );
        assert.deepEqual(beyond, []);
      });

    for (const [width, height] of [
      [400, 600],
      [510, 600],
      [700, 600],
      [1100, 600],
    ] as const)
      it(`${width} px: name, month, chart and levers are in the first ${height} px, and stay`, async () => {
        const { page } = await shown(panelFixture(), { width, height });
        const box = async (what: string): Promise<{ top: number; bottom: number }> => {
          const { y, height: tall } = (await page.locator(what).first().boundingBox())!;
          return { top: y, bottom: y + tall };
        };
        const [title, month] = [await box('.title'), await box('.headline')];
        assert.ok(Math.abs((title.top + title.bottom - month.top - month.bottom) / 2) < 6, 'one line');
        const advice = await box('.advice');
        const atOnce = (await box('.plot')).top - (advice.bottom - advice.top);
        assert.ok(atOnce < 110, 'the chart at once, but for the line that says what to change');
        for (const scroll of [0, 400, 1_500]) {
          await page.evaluate(async (top) => {
            scrollTo(0, top);
            await new Promise(requestAnimationFrame);
          }, scroll);
          for (const what of [
            '.headline',
            '[data-name=gpu] select',
            '[data-name=seconds_per_request] input',
          ]) {
            const { top, bottom } = await box(what);
            assert.ok(top >= 0 && bottom <= height, `${what} at ${scroll}: ${top}–${bottom}`);
          }
        }
      });

    for (const width of [400, 510, 700])
      it(`${width} px: what to change, the chart and the levers are on the first screen, none over another`, async () => {
        const { page } = await shown(panelFixture(), { width, height: 600 });
        const box = async (what: string): Promise<{ top: number; bottom: number }> => {
          const { y, height } = (await page.locator(what).first().boundingBox())!;
          return { top: y, bottom: y + height };
        };
        const [month, advice, chart] = [await box('.headline'), await box('.advice'), await box('.picture')];
        const [button, levers] = [await box('.advice button'), await box('.levers')];
        assert.match(
          await page.locator('.advice').innerText(),
          /^min_containers=1 saves \$280\.08 per month/,
        );
        assert.ok(month.top >= 0 && month.bottom <= advice.top, 'the month first');
        assert.ok(button.bottom <= advice.bottom && advice.bottom <= chart.top, 'then what to change');
        assert.ok(
          chart.bottom <= levers.top,
          `the chart ends at ${chart.bottom}, the levers begin at ${levers.top}`,
        );
        assert.ok(levers.bottom <= 600, 'the levers');
      });

    it('at 200%, has name, month and what to change on the first screen', async () => {
      const { page } = await shown(panelFixture(), { width: 255, height: 300, scale: 2 });
      for (const what of ['.title', '.headline', '.advice button']) {
        const { y, height } = (await page.locator(what).boundingBox())!;
        assert.ok(y >= 0 && y + height <= 300, `${what}: ${y}–${y + height}`);
      }
    });

    it('has a lower chart in a lower window, and follows its height', async () => {
      const { page } = await shown(panelFixture(), { width: 700, height: 900 });
      const height = (): Promise<number> =>
        page
          .locator('.picture')
          .first()
          .evaluate((picture) => Number(picture.getAttribute('height')));
      const tall = await height();
      await page.setViewportSize({ width: 700, height: 600 });
      await page.waitForFunction(
        (most) => Number(document.querySelector('.picture')!.getAttribute('height')) < most,
        tall,
      );
    });

    it('leads from a notice to the field that it is about, in whatever fold', async () => {
      const view = panelFixture();
      view.notice = { text: 'Usage is not set.', fields: ['startup_seconds', 'requests_per_day'] };
      const { page } = await shown(view, { width: 510 });
      const focused = (): Promise<string | undefined> =>
        page.evaluate(() => document.activeElement!.closest<HTMLElement>('[data-name]')?.dataset.name);
      await page.locator('.inputs summary', { hasText: 'Traffic' }).click();
      await page.getByRole('button', { name: 'Edit Start-up' }).click();
      assert.equal(await focused(), 'startup_seconds');
      await page.getByRole('button', { name: 'Edit Requests a day' }).click();
      assert.equal(await focused(), 'requests_per_day');
    });

    for (const width of [400, 510, 1100])
      it(`${width} px: the help of a field covers no label`, async () => {
        const { page } = await shown(panelFixture(), { width });
        for (const name of ['min_containers', 'scaledown_window', 'requests_per_day']) {
          await page.locator(field(name)).focus();
          const help = page.locator(`[data-name=${name}] .help`);
          await help.waitFor({ state: 'visible' });
          const at = (await help.boundingBox())!;
          const covered = await page.locator('.field-label, .field-control').evaluateAll(
            (all, { x, y, width: wide, height }) =>
              all
                .filter((each) => {
                  const { left, right, top, bottom } = each.getBoundingClientRect();
                  return left < x + wide && right > x && top < y + height && bottom > y;
                })
                .map((each) => each.textContent),
            at,
          );
          assert.deepEqual(covered, [], name);
        }
      });

    it('redraws its charts when the width changes', async () => {
      const { page } = await shown(panelFixture(), { width: 1100 });
      const widths = (): Promise<number[]> =>
        page
          .locator('.plot')
          .evaluateAll((plots) =>
            plots.map((plot) => plot.clientWidth - Number(plot.querySelector('svg')!.getAttribute('width'))),
          );
      await page.setViewportSize({ width: 500, height: 900 });
      await pause(200);
      for (const difference of await widths()) assert.ok(Math.abs(difference) <= 1);
    });
  });

  describe('accessibility', () => {
    for (const theme of Object.keys(themes) as ThemeName[])
      for (const width of [1100, 320])
        it(`has no violations in ${theme} at ${width} px`, async () => {
          const view = panelFixture();
          view.notice = { text: 'Not counted, because it is not valid.', fields: ['seconds_per_request'] };
          view.isOld = true;
          view.groups[2]!.fields[1]!.error = 'Between 0.000001 and 604,800 seconds.';
          for (const section of view.sections) section.open = true;
          const { page, axe } = await shown(view, { theme, width });
          await page
            .getByRole('button', { name: /^Replicate/ })
            .first()
            .click();
          await page.locator('summary', { hasText: 'Figures as a table' }).first().click();
          await page.locator('.plot').first().press('ArrowRight');
          assert.deepEqual(await axe(), []);
        });

    it('stands still for those who ask for it', async () => {
      const { page } = await shown();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const moving = await page
        .locator('.fold > summary')
        .evaluateAll(
          (all) =>
            all.filter((each) => getComputedStyle(each, '::before').transitionProperty === 'transform')
              .length,
        );
      assert.equal(moving, 0);
    });
  });
});
