/** What a reader finds at a glance at every width, and reaches by keyboard: the panel with views as its host makes them. */
import { strict as assert } from 'node:assert';
import type { Browser, Page } from 'playwright-core';
import { listBook } from '../../../src/core/pricing/bundled';
import { openPanel, panelHooks, type PanelOptions, type PanelPage } from './page';
import { scenarioHost, type ScenarioHost } from './scenarioHost';

let browser: Browser;
let panel: PanelPage;

/** A warm container, and nobody has said what comes. */
const withoutUsage = (): ScenarioHost => scenarioHost({ min_containers: '1' }, listBook, null, {});
/** More load than one container serves. */
const busy = (): ScenarioHost => scenarioHost({ seconds_per_request: '2' }, listBook);
const withUsage = (): ScenarioHost => scenarioHost({ min_containers: '2' });

async function shown(host: ScenarioHost, options: PanelOptions): Promise<Page> {
  panel = await openPanel(browser, { ...options, host: host.answer });
  await panel.show(host.view());
  return panel.page;
}

const ZOOMED = { width: 255, height: 300, scale: 2 };

describe('the panel at a glance', () => {
  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  describe('the chart that is shown first', () => {
    const pressed = (page: Page): Promise<string> =>
      page.locator('.deck .tab[aria-pressed=true]').first().innerText();

    it('is the one that shows the present load', async () => {
      assert.equal(await pressed(await shown(busy(), { width: 700 })), 'Requests');
    });

    it('stays while its reader changes the load', async () => {
      const page = await shown(withUsage(), { width: 700 });
      assert.equal(await pressed(page), 'Utilization');
      await page.locator('[data-name=seconds_per_request] input[type=text]').fill('9');
      await page.locator('.description', { hasText: 'more than one container' }).waitFor();
      assert.equal(await pressed(page), 'Utilization');
    });
  });

  describe('the head', () => {
    /** In lines of its own text. */
    const linesOf = (page: Page, what: string): Promise<number> =>
      page.locator(what).evaluate((each) => {
        const { lineHeight } = getComputedStyle(each);
        return Math.round(each.getBoundingClientRect().height / parseFloat(lineHeight));
      });

    it('has name, figure and button in one line at 400 px', async () => {
      const page = await shown(withoutUsage(), { width: 400 });
      const tops = await page
        .locator('.title, .headline, .apply')
        .evaluateAll((all) =>
          all.map((each) => each.getBoundingClientRect()).map(({ y, height }) => y + height / 2),
        );
      assert.equal(tops.length, 3);
      assert.ok(Math.max(...tops) - Math.min(...tops) < 6, tops.join(' '));
    });

    it('has the month in one line at 200%', async () => {
      assert.equal(await linesOf(await shown(withUsage(), ZOOMED), '.headline'), 1);
    });
  });

  describe('a number that Modal refuses', () => {
    const wrong = [
      { min_containers: '9', max_containers: '2' },
      { min_containers: '9', max_containers: '2', requests_per_day: '-1' },
      { min_containers: '9', max_containers: '2', requests_per_day: '-1', seconds_per_request: '0' },
    ];
    const refused = (count = 1): ScenarioHost => scenarioHost(wrong[count - 1]);

    for (const width of [400, 510, 600])
      for (const count of [1, 2, 3])
        it(`covers nothing of the chart at ${width} px with what is wrong, ${count} at once`, async () => {
          const page = await shown(refused(count), { width, height: 600 });
          const errors = page.locator('.levers .error');
          await errors.nth(count - 1).waitFor();
          assert.equal(await errors.count(), count);
          const top = (await page.locator('.levers').boundingBox())!.y;
          const covered = await page
            .locator('.deck .plot text')
            .evaluateAll(
              (all, most) =>
                all
                  .filter((each) => each.getBoundingClientRect().bottom > most)
                  .map(({ textContent }) => textContent),
              top,
            );
          assert.deepEqual(covered, []);
          // Each can be read; more than two are scrolled to within the strip.
          for (const each of await errors.all()) {
            await each.evaluate((error) => {
              const strip = error.closest('.levers')!;
              strip.scrollTop +=
                error.getBoundingClientRect().bottom - strip.getBoundingClientRect().bottom + 2;
            });
            const { y, height } = (await each.boundingBox())!;
            assert.ok(y >= top && y + height <= 600, `from ${y} to ${y + height}`);
          }
        });

    it('is told above as well where its field may be out of view', async () => {
      const page = await shown(refused(), ZOOMED);
      await page.getByRole('button', { name: 'Edit min_containers' }).click();
      assert.equal(await page.locator('[data-name=min_containers] input:focus').count(), 1);
    });
  });

  it('cuts no figure on a chart at 200%', async () => {
    const page = await shown(withUsage(), ZOOMED);
    const labels = await page.locator('.deck .markers text').allTextContents();
    assert.ok(labels.includes('now: 11.6% active, $1,216'), labels.join(' | '));
  });

  it('frames nothing but buttons that do something in the colors of the system', async () => {
    const page = await shown(scenarioHost(), { width: 510, forcedColors: true });
    const framed = await page.locator('.toolbar .tool, .key, .apply[aria-disabled]').evaluateAll((all) =>
      all
        .filter((each) => {
          const { borderTopColor } = getComputedStyle(each);
          return borderTopColor !== getComputedStyle(document.body).backgroundColor;
        })
        .map((each) => each.getAttribute('class')),
    );
    assert.deepEqual(framed, []);
    const color = (what: string): Promise<string> =>
      page.locator(what).evaluate((each) => getComputedStyle(each).color);
    assert.notEqual(await color('.apply[aria-disabled]'), await color('.headline'));
  });

  for (const width of [255, 510])
    it(`has a chart’s table as wide as the chart at ${width} px`, async () => {
      const page = await shown(withUsage(), { width });
      await page.locator('.chart-foot summary').click();
      const widthOf = async (what: string): Promise<number> =>
        (await page.locator(what).first().boundingBox())!.width;
      const table = await widthOf('.chart-foot .scrollable');
      assert.ok((await widthOf('.plot')) - table < 1, `${table} px`);
    });

  for (const width of [400, 700, 1100])
    it(`has the fields of each group in the order of the Tab key at ${width} px`, async () => {
      const page = await shown(withUsage(), { width });
      await page
        .locator('.inputs details')
        .evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
      const disordered = await page.locator('.inputs .fields').evaluateAll((groups) =>
        groups.flatMap((group) => {
          const fields = [...group.querySelectorAll<HTMLElement>('.field')];
          const places = fields.map((field) => ({ field, box: field.getBoundingClientRect() }));
          return places
            .slice(1)
            .filter(({ box }, i) => box.bottom <= places[i]!.box.top)
            .map(({ field }) => field.dataset.name);
        }),
      );
      assert.deepEqual(disordered, []);
    });

  for (const { width, height, scale } of [
    { width: 400, height: 600, scale: 1 },
    { width: 510, height: 600, scale: 1 },
    { width: 700, height: 600, scale: 1 },
    { width: 1100, height: 600, scale: 1 },
    ZOOMED,
  ])
    it(`shows what has the focus, wherever Tab goes, at ${width} × ${height} px`, async () => {
      const page = await shown(withUsage(), { width, height, scale });
      await page
        .locator('details')
        .evaluateAll((all) => all.forEach((each) => ((each as HTMLDetailsElement).open = true)));
      const seen: (string | null)[] = [];
      const hidden: string[] = [];
      for (const key of ['Tab', 'Shift+Tab'])
        for (let i = 0; i < 400; i++) {
          await page.keyboard.press(key);
          const found = await focusOf(page);
          if (found === null) break;
          seen.push(found.name);
          if (!found.isSeen) hidden.push(`${key} ${found.name}`);
        }
      assert.ok(seen.length > 60, `${seen.length}`);
      assert.deepEqual(hidden, []);
    });
});

/** What has the focus, and whether any of it is in view and uncovered; null for the page itself. */
function focusOf(page: Page): Promise<{ readonly name: string; readonly isSeen: boolean } | null> {
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const isAt = (y: number): boolean => {
      const there = document.elementFromPoint(left + Math.min(width / 2, 20), y);
      return there !== null && (focused.contains(there) || there.contains(focused));
    };
    const name = focused.closest<HTMLElement>('[data-name]')?.dataset.name ?? '';
    return {
      name: `${focused.tagName} ${name} ${(focused.ariaLabel ?? focused.textContent).slice(0, 30)}`,
      isSeen: Array.from({ length: 9 }, (_, i) => top + 2 + ((height - 4) * i) / 8).some(isAt),
    };
  });
}
