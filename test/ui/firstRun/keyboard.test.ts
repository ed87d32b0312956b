/** The first minutes with it by keyboard alone, where something is unusual. `MODAL_COST_STORY_PICTURES` is a folder for a picture of each step. */
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { open, type Session } from '../../host/serverHost.mjs';
import { keyboardOf, ROWS, type Keyboard } from '../keyboard';
import { commitAll } from '../repository';

const SERVE = `import modal

app = modal.App("first")


# modal-cost: requests_per_day=5000 seconds_per_request=2
@app.function(gpu="H100", min_containers=2)
def serve(): ...
`;

const GPUS = ['T4', 'L4', 'A10', 'H100'];

const MANY = `import modal

app = modal.App("many")
${Array.from(
  { length: 40 },
  (_, i) => `

@app.function(gpu="${GPUS[i % 4]}", min_containers=${i % 3})
def job_${i}(): ...
`,
).join('')}`;

/** The widest letters that a name has in a row of 600 px, and names that differ at their ends only. */
const LONG = `import modal

app = modal.App("a${'w'.repeat(199)}")


# modal-cost: requests_per_day=5000 seconds_per_request=2
@app.function(gpu="H100", min_containers=2)
def ${'W'.repeat(199)}1(): ...


@app.function(gpu="H100", min_containers=2)
def ${'long_'.repeat(40)}(): ...


@app.function(gpu="T4", min_containers=1)
def ${'長'.repeat(200)}(): ...
`;

let session: Session;
let keys: Keyboard;
let folder: string;

interface Where {
  readonly untrusted?: boolean;
  readonly settings?: Record<string, unknown>;
  /** Whether the folder is a repository that has the files. */
  readonly isCommitted?: boolean;
}

/** Opens a window over a folder with these files, for the tests of a `describe`. */
function window(
  story: string,
  files: Readonly<Record<string, string>>,
  { isCommitted = false, ...options }: Where = {},
): void {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), `modal-cost-${story}-`));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    if (isCommitted) commitAll(folder);
    session = await open({ folder, copy: false, width: 1_280, height: 720, ...options });
    keys = keyboardOf(session, story);
  });

  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

const side = (): Locator => session.page.locator('.sidebar');

/** Until the focus is where a key led to. */
async function until(holds: () => Promise<boolean>, act: () => Promise<void>, most = 40): Promise<void> {
  for (let tries = 0; tries < most && !(await holds()); tries++) await act();
  assert.ok(await holds());
}

/** Opens the lines of the view one after the other until one has a text. */
const openLine = (text: string): Promise<void> =>
  until(
    () => keys.focusedLine(text).isVisible(),
    async () => {
      await keys.press('ArrowRight');
      await keys.press('ArrowDown');
    },
  );

/** Waits for a notification, shown in the list of them: alone, it hides where the window has no focus. */
async function told(text: string): Promise<void> {
  const notification = session.page.locator('.notifications-center .notification-list-item', {
    hasText: text,
  });
  await until(
    () => notification.isVisible(),
    async () => {
      await keys.command('Notifications: Show Notifications');
      await notification.waitFor({ timeout: 2_000 }).catch(() => undefined);
    },
  );
}

describe('a workspace that nobody has trusted, by keyboard alone', () => {
  window('untrusted', { 'serve.py': SERVE }, { untrusted: true });

  it('shows its costs in the side bar, and leads from there into the code', async () => {
    await keys.focusLines('/');
    await keys.step('explorer');
    await openLine('serve');
    await keys.step('explorer-open');
    await keys.press('Enter');
    await session.lens('/mo').waitFor();
    await keys.step('lens');
  });

  it('answers what if, and writes it', async () => {
    await keys.command('Modal Cost: What If');
    await keys.row('Another GPU').waitFor();
    assert.match(await keys.row('Another provider').innerText(), /RunPod saves \$[\d,]+\/mo/);
    await keys.step('what-if');
    await keys.take(ROWS, 'Another GPU');
    await keys.list().getByText('step 2 of 3').waitFor();
    await keys.take(ROWS, 'A100-80GB');
    await keys.row('Apply to code').waitFor();
    await keys.step('what-if-answer');
    await keys.take(ROWS, 'Apply to code');
    await keys.row('Write these lines').waitFor();
    await keys.step('what-if-preview');
    await keys.take(ROWS, 'Write these lines');
    await session.lens('2 × A100-80GB').waitFor();
    await keys.step('what-if-written');
  });

  it('says that a review needs trust, and leads there', async () => {
    await keys.command('Modal Cost: Review Changes');
    await told('not trusted');
    await keys.step('review');
    await keys.command('Notifications: Accept Notification Primary Action');
    await session.page.locator('.workspace-trust-editor').waitFor();
    await keys.step('trust');
  });
});

describe('a folder without Modal code, by keyboard alone', () => {
  window('plain', { 'util.py': 'def add(a, b):\n    return a + b\n' });

  it('says what is looked for, and opens an example', async () => {
    await keys.command('Modal Costs: Focus on Modal Costs View');
    await side().locator('.welcome-view-content').waitFor();
    await keys.step('welcome');
    await until(
      () => side().locator('a.monaco-button:focus', { hasText: 'Open an Example' }).isVisible(),
      () => keys.press('Tab'),
    );
    await keys.step('example-button');
    await keys.press('Enter');
    await session.lens('2 × H100').waitFor();
    await keys.step('example');
  });

  it('asks how the example is used before it answers with a month', async () => {
    await keys.command('Modal Cost: What If');
    await keys.list().getByText('step 1 of 3').waitFor();
    await keys.step('what-if');
    await keys.take(ROWS, 'Other traffic');
    await keys.list().getByText('step 1 of 2').waitFor();
    await keys.step('usage');
    await keys.type('5k');
    await keys.press('Enter');
    await keys.list().getByText('step 2 of 2').waitFor();
    await keys.type('2');
    await keys.press('Enter');
    await session.lens('/mo (').waitFor();
    await keys.step('month');
  });
});

describe('a file of 40 declarations, by keyboard alone', () => {
  window('many', { 'many.py': MANY });

  it('finds one of them by its name', async () => {
    await session.openFile('many.py', 1);
    await session.lens('/h').waitFor();
    await keys.step('lens');
    await keys.command('Modal Cost: What If');
    await keys.row('job_0').waitFor();
    await keys.step('which');
    await keys.type('job_27');
    await keys.step('which-typed');
    await keys.take(ROWS, 'job_27');
    await keys.list().getByText('What if… · job_27').waitFor();
    await keys.step('what-if');
    await keys.press('Backspace');
    await keys.list().locator('.monaco-list-row.focused', { hasText: 'job_27' }).waitFor();
    await keys.step('back');
    await keys.press('Escape');
  });

  it('leads from the side bar to the last of them', async () => {
    await keys.focusLines('/');
    await openLine('job_11');
    await keys.step('explorer');
    await keys.press('End');
    await keys.focusedLine('job_36').waitFor();
    await keys.step('explorer-end');
    await keys.press('Enter');
    await session.page.locator('.statusbar', { hasText: 'Ln 150,' }).waitFor();
    await keys.step('explorer-enter');
  });

  it('names the dearest first for the workspace', async () => {
    await keys.command('View: Close All Editors');
    await keys.command('Modal Cost: Explain Cost');
    await keys.list().locator('.monaco-list-row.focused', { hasText: 'job_11' }).waitFor();
    await keys.step('explain-which');
    await keys.press('Enter');
    await session.page.locator('.monaco-hover:not(.hidden)', { hasText: '/mo warm' }).first().waitFor();
    await keys.step('explained');
  });
});

/** The rows of a list in which a text does not end within the row. */
function rowsThatCut(text: RegExp): Promise<readonly string[]> {
  return keys
    .list()
    .locator('.monaco-list-row')
    .evaluateAll((rows, source) => {
      const isCut = (row: Element): boolean => {
        const label = row.querySelector('.label-name')!;
        const found = new RegExp(source).exec(label.textContent);
        const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
        let left = found ? found.index + found[0].length : Infinity;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const { length } = node.textContent!;
          if (left > length) {
            left -= length;
            continue;
          }
          const range = document.createRange();
          range.setStart(node, 0);
          range.setEnd(node, left);
          return range.getBoundingClientRect().right > row.getBoundingClientRect().right - 8;
        }
        return true;
      };
      return rows.filter(isCut).map((row) => row.textContent);
    }, text.source);
}

describe('names of 200 characters, by keyboard alone', () => {
  window('long', { 'long.py': LONG });

  it('leave the figures in sight in lists', async () => {
    await keys.focusLines('/');
    await openLine('WWW');
    await keys.step('explorer');
    await keys.command('Modal Cost: What If');
    await keys.row('long.py:').waitFor();
    await keys.step('which');
    assert.deepEqual(await rowsThatCut(/\/mo.*\)/), []);
    await keys.take(ROWS, 'WWW');
    await keys.list().getByText('step 1 of 3').waitFor();
    await keys.step('what-if');
    await keys.press('Escape');
  });

  it('leave them in sight in the editor, its hover and menu, and in the panel', async () => {
    await session.openFile('long.py', 7);
    await session.lens('/mo').waitFor();
    await keys.step('lens');
    await keys.command('Modal Cost: Explain Cost');
    await session.page.locator('.monaco-hover:not(.hidden)', { hasText: '/mo warm' }).first().waitFor();
    await keys.step('hover');
    await keys.press('Escape');
    await keys.command('Modal Cost: Show Actions');
    await keys.row('What if').waitFor();
    await keys.step('actions');
    await keys.press('Escape');
    await keys.command('Modal Cost: Compare Utilization Scenarios');
    const frame = session.page.locator('iframe.webview.ready:visible').last().contentFrame();
    await frame.frameLocator('iframe').locator('.chart svg').first().waitFor();
    await keys.step('panel');
  });
});

const withGit = { 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' };

describe('a review in a folder without a repository, by keyboard alone', () => {
  window('no-git', { 'serve.py': SERVE }, { settings: withGit });

  it('says what is missing, and leads there', async () => {
    await keys.command('Modal Cost: Review Changes');
    await told('no Git repository open');
    await keys.step('review');
    await keys.command('Notifications: Accept Notification Primary Action');
    await side().getByText('Source Control').first().waitFor();
    await keys.step('source-control');
  });
});

describe('a review without changes, by keyboard alone', () => {
  window('no-changes', { 'serve.py': SERVE }, { settings: withGit, isCommitted: true });

  it('says that there are none, and offers another commit', async () => {
    await session.openFile('serve.py', 7);
    await session.lens('/mo').waitFor();
    await keys.command('Modal Cost: Review Changes');
    await keys.take(ROWS, 'HEAD');
    await keys.row('No Modal declaration has changed since HEAD').waitFor();
    await keys.step('review');
    await keys.take(ROWS, 'Compare with another commit…');
    await keys.row('HEAD').waitFor();
    await keys.step('base');
    await keys.press('Escape');
  });
});
