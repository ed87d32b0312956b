/** The scenario panel inside VS Code, used as a person does: by keyboard and by pointer, in both supported versions. */
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { open, type Session } from '../../host/serverHost.mjs';

const SERVE = `import modal

app = modal.App("serve")


# modal-cost: requests_per_day=20000 seconds_per_request=0.2
@app.function(
    gpu="H100",  # fast
)
def serve():
    pass


@app.function(gpu="A10")
def train():
    pass
`;

let session: Session;
let folder: string;

/** What the panel shows, two frames inside VS Code's page. */
const panel = (): FrameLocator =>
  // While one panel gives way to another, both are visible for a moment.
  session.page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('iframe');
const headline = (): Locator => panel().locator('.headline');
const present = (): Locator => panel().locator('.chart').first().locator('.markers text', { hasText: 'now' });
const field = (name: string): Locator => panel().locator(`[data-name=${name}] input[type=text]`);
const tabs = (): Locator => session.page.locator('.tab', { hasText: 'Modal costs' });

/** Waits until an element says something. */
async function says(what: Locator, text: string | RegExp): Promise<void> {
  await what.filter({ hasText: text }).first().waitFor();
}

async function counts(what: Locator, wanted: number): Promise<void> {
  for (let tries = 0; tries < 2_400 && (await what.count()) !== wanted; tries++)
    await session.page.waitForTimeout(50);
  assert.equal(await what.count(), wanted);
}

async function holds(name: string, value: string): Promise<void> {
  const input = field(name);
  for (let tries = 0; tries < 2_400 && (await input.inputValue()) !== value; tries++)
    await session.page.waitForTimeout(50);
  assert.equal(await input.inputValue(), value, name);
}

/** The text of the editor, as VS Code shows it. */
async function code(): Promise<string> {
  const lines = await session.page.locator('.editor-instance .view-line').evaluateAll((all) =>
    all
      .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replace(/\u00a0/g, ' ')),
  );
  return lines.join('\n').trimEnd();
}

async function codeHolds(text: string): Promise<void> {
  for (let tries = 0; tries < 2_400 && !(await code()).includes(text); tries++)
    await session.page.waitForTimeout(50);
  assert.ok((await code()).includes(text), await code());
}

/** By the lens of a declaration, told by its GPU. A lens that VS Code draws anew just then takes no click: then again. */
async function openFromLens(gpu: string, tab: string): Promise<void> {
  const opened = tabs().filter({ hasText: tab });
  for (let tries = 0; tries < 6 && (await opened.count()) === 0; tries++) {
    await session.lens(gpu).getByText('Compare…').click();
    await opened
      .first()
      .waitFor({ timeout: 10_000 })
      .catch(() => undefined);
  }
  assert.equal(await opened.count(), 1, tab);
  await headline().waitFor();
}

async function focusCode(): Promise<void> {
  await session.page.locator('.editor-instance .view-line').first().click();
}

const versions = (process.env.MODAL_COST_VSCODE ?? 'newest,oldest').split(',');

for (const version of versions) {
  describe(`the panel in VS Code, the ${version}`, () => {
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'modal-cost-panel-'));
      writeFileSync(join(folder, 'serve.py'), SERVE);
      session = await open({
        version,
        folder,
        width: 1_700,
        height: 1_000,
        files: ['serve.py'],
        settings: {
          'workbench.editor.enablePreview': false,
          'editor.minimap.enabled': false,
          'modalCost.priceBook': 'review-2026-05',
          'modalCost.lens.actions': ['compare'],
        },
      });
      await session.lens('Compare…').waitFor();
    });

    afterEach(async () => {
      await session.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('goes from a lens to the code and back: scenario B, a drag, a break-even, one edit, undo', async () => {
      const { page } = session;
      const before = await code();
      await openFromLens('H100', 'Modal costs: serve');
      await says(headline(), '$252.00 per month');

      await panel().locator('summary', { hasText: 'Scenarios' }).press('Enter');
      await panel().getByRole('button', { name: 'B: mid-traffic inference' }).focus();
      await page.keyboard.press('Enter');
      await says(headline(), '$1,216.16 per month');
      await holds('min_containers', '2');

      // The present point, dragged: from 11.6% to about a half of the chart, which the scenarios stand far below.
      await says(present(), 'now: 11.6% active');
      await panel()
        .locator('html')
        .evaluate((page) => page.scrollTo(0, 0));
      const plot = panel().locator('.plot').first();
      const stem = (await panel()
        .locator('.chart')
        .first()
        .locator('.markers line:not([stroke-dasharray])')
        .boundingBox())!;
      const box = (await plot.boundingBox())!;
      await page.mouse.move(stem.x, stem.y + stem.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 3, stem.y + stem.height / 2, { steps: 10 });
      await page.mouse.up();
      const requests = Number(await field('requests_per_day').inputValue());
      assert.ok(requests > 70_000 && requests < 300_000, String(requests));
      const busy = Number(((100 * requests * 0.2) / 86_400).toPrecision(3));
      await says(present(), `now: ${busy}% active`);

      const labels = await panel().locator('.chart').first().locator('.markers text').allTextContents();
      assert.ok(labels.includes('break-even 13.8%') && labels.includes('29.8%'), labels.join(' | '));
      await says(panel().locator('.description').first(), 'reserved for a year from 13.8%');

      await field('min_containers').fill('1');
      await field('min_containers').press('Enter');
      const apply = panel().getByRole('button', { name: 'Apply to code (1)' });
      await apply.focus();
      await page.keyboard.press('Enter');
      // The preview: what would be written, and Enter writes it.
      const preview = page.locator('.quick-input-widget');
      await says(preview, 'Apply to serve.py');
      await says(preview, 'min_containers=1');
      await page.keyboard.press('Enter');
      await codeHolds('min_containers=1');
      assert.equal((await code()).split('min_containers').length, 2);
      await session.lens('$311/mo warm (1 × H100)').waitFor();
      await holds('min_containers', '1');
      await says(panel().locator('.origin'), 'the code');
      assert.equal(
        await panel()
          .getByRole('button', { name: 'Apply to code', exact: true })
          .getAttribute('aria-disabled'),
        'true',
      );

      await focusCode();
      await page.keyboard.press('ControlOrMeta+z');
      await session.lens('$7.56/h running').waitFor();
      await holds('min_containers', '0');
      assert.equal(await code(), before);
    });

    it('follows the code, one panel a declaration', async () => {
      const { page } = session;
      await openFromLens('H100', 'Modal costs: serve');
      await says(headline(), '$252.00 per month');
      await focusCode();
      await page.keyboard.press('ControlOrMeta+Home');
      for (let line = 0; line < 7; line++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.keyboard.type('min_containers=3,');
      await holds('min_containers', '3');
      await says(headline(), /^\$1,1\d\d\.\d\d per month$/);
      // The lenses are those of the code as it is now, and so are the lines that they stand for.
      await session.lens('$933/mo warm').waitFor();
      await session.lens('H100').getByText('Compare…').click();
      // The other declaration has a panel of its own.
      await focusCode();
      await openFromLens('A10', 'Modal costs: train');
      assert.equal(await tabs().count(), 2);
    });

    it('keeps its lines while months with a start-up are simulated, Modal’s and those of others', async () => {
      await openFromLens('H100', 'Modal costs: serve');
      await says(headline(), '$252.00 per month');
      for (const name of ['book', 'startup_seconds']) {
        const fold = panel().locator('details:not([open])', { has: panel().locator(`[data-name=${name}]`) });
        if ((await fold.count()) > 0) await fold.locator('summary').press('Enter');
      }
      await panel().locator('[data-name=book] select').selectOption('modal-list-2026-10');
      const keys = panel().locator('.legend').first().locator('.key-label');
      // Little traffic: those that are billed by running time are the cheapest.
      await field('requests_per_day').fill('200');
      await field('requests_per_day').press('Enter');
      await says(keys, 'flex worker');
      /** Which lines there were, from now on. */
      const html = panel().locator('html');
      await html.evaluate((page) => {
        const seen = new Set<string>();
        const look = (): void => {
          const labels = [...(page.querySelector('.legend')?.querySelectorAll('.key-label') ?? [])];
          page.dataset.lines = [...seen.add(labels.map((each) => each.textContent).join())].join('|');
        };
        look();
        new MutationObserver(look).observe(page, { childList: true, subtree: true, characterData: true });
      });
      const before = await headline().textContent();
      await field('startup_seconds').fill('30');
      await field('startup_seconds').press('Enter');
      await panel().locator('.headline:not(.old)').filter({ hasNotText: before! }).waitFor();
      await says(headline(), 'per month');
      // Those of before, and those of the cheapest offers by the figures of now.
      const lines = (await html.getAttribute('data-lines'))!.split('|');
      assert.ok(lines.length <= 2, lines.join('\n'));
      assert.equal(lines.at(-1), (await keys.allTextContents()).join());
    });

    it('saves a day that was drawn, with a preview and as one edit', async () => {
      const { page } = session;
      const before = await code();
      await openFromLens('H100', 'Modal costs: serve');
      await says(headline(), '$252.00 per month');
      await panel().locator('summary', { hasText: 'Traffic shape' }).press('Enter');
      const hours = panel().locator('[data-name=hourly]');
      await hours.getByRole('button', { name: 'Office hours' }).click();
      await hours.getByRole('slider', { name: '9:00', exact: true }).press('Home');
      await panel().getByRole('button', { name: 'Save usage…' }).click();
      const preview = page.locator('.quick-input-widget');
      await says(preview, 'Save usage of serve');
      await says(preview, 'hourly=');
      await page.keyboard.press('Enter');
      await codeHolds(' hourly=1,1,1,1,1,1,2,4,8,0,10,');
      const written = / hourly=([\d.,]+)/.exec(await code())![1]!;
      assert.equal(written.split(',').length, 24);
      assert.equal(written.split(',')[9], '0');
      await holds('hourly', written);
      await says(hours.locator('.origin'), 'comment');
      await counts(panel().getByRole('button', { name: 'Save usage…' }), 0);

      await focusCode();
      await page.keyboard.press('ControlOrMeta+z');
      await says(headline(), '$252.00 per month');
      await holds('hourly', '');
      assert.equal(await code(), before);
    });

    it('keeps what was typed and pinned while it is hidden, moved, and through a reload of the window', async () => {
      const { page } = session;
      await openFromLens('H100', 'Modal costs: serve');
      await field('min_containers').fill('2');
      await field('min_containers').press('Enter');
      await panel().getByRole('button', { name: 'Pin this setting' }).click();
      await says(panel().locator('.pinned thead'), 'H100, 2 warm');
      await field('min_containers').fill('4');
      await field('min_containers').press('Enter');
      await panel().getByRole('button', { name: 'Pin this setting' }).click();
      const kept = async (): Promise<void> => {
        await holds('min_containers', '4');
        await says(panel().locator('.pinned thead'), 'H100, 2 warm');
        await says(panel().locator('.pinned thead'), 'H100, 4 warm');
        await counts(panel().locator('.pinned thead th'), 4);
      };
      await kept();

      // Hidden behind another editor, and back.
      await session
        .runCommand('File: New Untitled Text File')
        .catch(() => session.runCommand('Create: New File'));
      await page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
      await tabs().first().click();
      await kept();

      await session.runCommand('View: Move Editor into First Group');
      await kept();

      // Its own command, which writes down what is open before the page goes.
      const reloaded = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
      await session.runCommand('Developer: Reload Window').catch(() => undefined);
      await reloaded;
      await tabs().first().waitFor();
      await tabs().first().click();
      await headline().waitFor();
      await kept();
      // A pin that was kept can go, and a new one gets a name of its own.
      await panel().getByRole('button', { name: 'Unpin H100, 2 warm' }).click();
      await counts(panel().locator('.pinned thead th'), 3);
      await panel().getByRole('button', { name: 'Pin this setting' }).click();
      await counts(panel().locator('.pinned thead th'), 4);
    });

    it('answers what if in steps, by keyboard alone: Backspace goes back one, and Escape leaves', async () => {
      const { page } = session;
      const dialog = page.locator('.quick-input-widget');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      /** Once the list that is meant has the keyboard: the one before may still be leaving. */
      const press = async (key: string): Promise<void> => {
        await page.locator('.quick-input-widget:not(.quick-input-widget-closing) input:focus').waitFor();
        await page.keyboard.press(key);
      };
      /** Until VS Code knows that nothing is typed, the key has nothing to delete. */
      const back = async (row: Locator, text: string): Promise<void> => {
        const there = row.filter({ hasText: text });
        for (let tries = 0; tries < 40 && !(await there.isVisible()); tries++) {
          await press('Backspace');
          await there.waitFor({ timeout: 3_000 }).catch(() => undefined);
        }
        await says(row, text);
      };
      await focusCode();
      await session.askCommand('Modal Cost: What If…');
      await page.locator('.quick-input-box input[placeholder="Which declaration?"]').waitFor();
      // The cursor is above both: the first is the nearest.
      await says(rows.first(), 'serve');
      await press('Enter');
      await says(rows.first(), 'Another GPU');
      await press('Enter');
      await says(rows.first(), 'H100');
      await says(rows.nth(1), /\$252 → \$[\d.]+ per month +[−+]\d+/);
      await back(rows.first(), 'Another GPU');
      const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
      for (let tries = 0; tries < 12 && !(await chosen.innerText()).includes('provider'); tries++)
        await press('ArrowDown');
      await press('Enter');
      await says(rows.first(), 'Modal');
      await says(rows.nth(1), /Lambda.*\$252 → \$1,332 per month +\+429%/);
      await press('ArrowDown');
      await press('Enter');
      await says(rows.first(), 'Open in the panel');
      assert.equal(await rows.count(), 2, 'nothing of another provider is applied to the code');
      for (const [row, before] of [
        [1, 'Lambda'],
        [0, 'Another GPU'],
        [0, 'serve'],
      ] as const) {
        await back(rows.nth(row), before);
      }
      await press('Escape');
      await dialog.waitFor({ state: 'hidden' });

      // Once more, and on to the panel: what was chosen is typed there.
      await session.askCommand('Modal Cost: What If…');
      await says(rows.first(), 'serve');
      await press('Enter');
      await says(rows.first(), 'Another GPU');
      await press('ArrowDown');
      await press('Enter');
      await says(rows.nth(1), '$252 → $');
      await press('ArrowDown');
      await press('Enter');
      await says(rows.first(), 'Apply to code');
      await press('ArrowDown');
      await press('Enter');
      await headline().waitFor();
      await holds('min_containers', '1');
    });
  });
}
