/** What a person does with it in a day, by keyboard alone, in a laptop's window. `MODAL_COST_STORY_PICTURES` is a folder for a picture of each step. */
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { open, type Session } from '../../host/serverHost.mjs';
import { keyboardOf, ROWS, type Keyboard } from '../keyboard';
import { commitAll } from '../repository';

const NEW = 'import modal\n\napp = modal.App("assistant")\n\n\n';

/** Two pools, with what their declarations are given besides. */
const pools = (embed: string, index: string): string => `import modal

app = modal.App("embeddings")


# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="T4"${embed}, max_containers=20)
def embed(text): ...


@app.function(gpu="A10", max_containers=4${index})
def index(documents): ...
`;

describe('a day of work, by keyboard alone', () => {
  let session: Session;
  let folder: string;
  let keys: Keyboard;

  const suggestion = (text: string): Locator =>
    session.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: text }).first();

  /** Waits for a suggestion; what is typed before the extension runs is asked for again. */
  async function suggested(text: string): Promise<void> {
    for (let tries = 0; tries < 30 && !(await suggestion(text).isVisible()); tries++) {
      await session.page.waitForTimeout(1_000);
      if (!(await suggestion(text).isVisible())) await keys.press('Control+Space');
    }
    await suggestion(text).waitFor();
  }

  /** Accepts what is suggested with a text, once it is the one with the focus. */
  async function accept(text: string): Promise<void> {
    await suggestion(text).waitFor();
    for (let tries = 0; tries < 20; tries++) {
      if (await session.page.locator('.suggest-widget .monaco-list-row.focused', { hasText: text }).count())
        break;
      await keys.press('ArrowDown');
    }
    await keys.press('Enter');
    await suggestion(text).waitFor({ state: 'hidden' });
  }

  /** The menu of quick fixes: where there are none yet, VS Code says so and has to be asked again. */
  async function quickFixes(): Promise<void> {
    const first = session.page.locator('.action-widget .monaco-list-row').first();
    for (let tries = 0; tries < 8 && !(await first.isVisible()); tries++) {
      await keys.press('Control+.');
      await first.waitFor({ timeout: 20_000 }).catch(() => undefined);
    }
    await first.waitFor();
  }

  /** Goes on from finding to finding until one has a text. */
  async function finding(text: string): Promise<void> {
    const { page } = session;
    const found = page.locator('.marker-widget', { hasText: text });
    for (let tries = 0; tries < 8 && !(await found.isVisible()); tries++) {
      const before = await page.locator('.marker-widget').allInnerTexts();
      await keys.press('F8');
      for (let waits = 0; waits < 2_400; waits++) {
        const now = await page.locator('.marker-widget').allInnerTexts();
        if (now.join('') !== '' && now.join() !== before.join()) break;
        await page.waitForTimeout(50);
      }
    }
    await found.waitFor();
  }

  /** Goes down the lines of the side bar to the one with a text. */
  async function focusRow(text: string): Promise<void> {
    for (let tries = 0; tries < 8 && !(await keys.focusedLine(text).isVisible()); tries++) {
      await keys.press('ArrowDown');
      await session.page.waitForTimeout(200);
    }
    await keys.focusedLine(text).waitFor();
  }

  async function code(): Promise<string> {
    const lines = await session.page.locator('.editor-instance .view-line').evaluateAll((all) =>
      all
        .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replace(/\u00a0/g, ' ')),
    );
    return lines.join('\n');
  }

  async function codeHolds(text: string | RegExp): Promise<void> {
    const holds = async (): Promise<boolean> => {
      const now = await code();
      return typeof text === 'string' ? now.includes(text) : text.test(now);
    };
    for (let tries = 0; tries < 2_400 && !(await holds()); tries++) await session.page.waitForTimeout(50);
    assert.ok(await holds(), await code());
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modal-cost-stories-'));
    writeFileSync(join(folder, 'assistant.py'), NEW);
    writeFileSync(join(folder, 'embeddings.py'), pools('', ''));
    commitAll(folder);
    writeFileSync(join(folder, 'embeddings.py'), pools(', min_containers=2', ', min_containers=1'));
    session = await open({
      folder,
      copy: false,
      width: 1_280,
      height: 720,
      settings: {
        'git.enabled': true,
        'git.openRepositoryInParentFolders': 'never',
        'modalCost.priceBook': 'modal-list-2026-10',
        'editor.minimap.enabled': false,
      },
    });
    keys = keyboardOf(session, 'story');
  });

  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a function is typed from nothing, with what it costs before it is saved', async () => {
    await session.openFile('assistant.py', 5);
    await keys.type('@app.function(gpu="');
    await suggested('L40S');
    assert.match(await suggestion('L40S').innerText(), /\$[\d.]+\/h/);
    await keys.step('gpu-names');
    await keys.type('L40');
    await accept('L40S');
    await codeHolds('gpu="L40S"');
    await keys.press('End');
    await keys.press('ArrowLeft');
    await keys.type(', ');
    await keys.press('Control+Space');
    await keys.step('keywords');
    await keys.type('max_c');
    await accept('max_containers');
    await keys.type('10');
    await keys.press('Escape');
    await keys.press('End');
    await keys.type('\ndef answer(question): ...');
    await session.lens('/h running').waitFor();
    await keys.step('price-per-hour');
    await keys.command('Modal Cost: Set Usage');
    await keys.list().locator('input:focus').waitFor();
    await keys.step('usage-requests');
    await keys.type('50k');
    await keys.step('usage-requests-typed');
    await keys.press('Enter');
    await keys.list().getByText('step 2 of 2').waitFor();
    await keys.type('200ms');
    await keys.step('usage-seconds-typed');
    await keys.press('Enter');
    await codeHolds('# modal-cost: requests_per_day=50000 seconds_per_request=0.2');
    await session.lens('/mo').waitFor();
    await keys.step('month');
  });

  it('a team’s warm pools are reviewed: the explorer, what is wrong, its fix, and the changes since a commit', async () => {
    await keys.focusLines('embeddings');
    await keys.step('explorer');
    await focusRow('embeddings');
    await keys.press('ArrowRight');
    await session.page.locator('.sidebar .monaco-list-row[aria-level="3"]').first().waitFor();
    await keys.press('ArrowDown');
    await keys.focusedLine('embed').waitFor();
    await keys.step('explorer-open');
    await keys.press('Enter');
    await codeHolds('min_containers=2');
    await session.lens('warm').waitFor();
    await keys.step('pool-in-code');
    await finding('keeps 2 containers of T4 warm');
    await keys.step('finding');
    await keys.press('Escape');
    await quickFixes();
    await keys.step('quick-fixes');
    await keys.take('.action-widget .monaco-list-row', 'Remove min_containers (saves $');
    await codeHolds('@app.function(gpu="T4", max_containers=20)');
    await session.lens('2 × T4').waitFor({ state: 'hidden' });
    // Git has been asked what the commit has.
    await session.lens('vs HEAD').waitFor();
    await keys.step('fixed');
    await keys.command('Modal Cost: Review Changes');
    await keys.row('HEAD').waitFor();
    await keys.step('review-base');
    await keys.take(ROWS, 'HEAD');
    await keys.row('index').waitFor();
    await keys.step('review');
    assert.match(await keys.row('index').innerText(), /\+\$\d+/);
    await keys.take(ROWS, 'index');
    await keys.list().waitFor({ state: 'hidden' });
    await codeHolds('max_containers=4, min_containers=1');
  });

  it('a quick question is answered: what if, and what a GPU costs', async () => {
    await session.openFile('embeddings.py', '7:2');
    await keys.command('Modal Cost: What If');
    await keys.list().locator('input:focus').waitFor();
    await keys.step('what-if');
    await keys.type('A10');
    await keys.row('A10').waitFor();
    await keys.step('what-if-gpu');
    await keys.press('Escape');
    await keys.command('Modal Cost: Price a GPU');
    await keys.list().locator('input:focus').waitFor();
    await keys.step('price-a-gpu');
    await keys.type('H100:2');
    await keys.row('H100').waitFor();
    await keys.press('Enter');
    // What is typed before this step has begun would be the last one's.
    await keys.row('8 h').waitFor();
    await keys.step('price-hours');
    await keys.type('100');
    await keys.row('100 h').waitFor();
    await keys.step('price-hours-typed');
    await keys.press('Enter');
    await keys.row('$').waitFor();
    await keys.step('price-answer');
    await keys.press('Escape');
  });
});
