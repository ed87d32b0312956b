/** The extension in VS Code as a translation of every word would make it: what stays readable was forgotten. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, type Session } from '../../host/serverHost.mjs';

const PARTS = ['package.json', 'package.nls.json', 'dist', 'media', 'syntaxes'];

/** What nobody translates: code, names of GPUs and of people's products, units. */
const NAMES =
  /\b(?:modal-list-\d{4}-\d{2}|H100|A100-\d+GB|RTX-PRO-6000|min|[A-Z]+\d\w*|min_containers|max_containers|buffer_containers|scaledown_window|timeout|modal|Modal|gpu|serve|MINUTES|GPU_\w+|GPU|USD|CPU|JSON|requests_per_day|seconds_per_request|llama_serving|review-\d{4}-\d{2})\b/g;

/** And those of other providers: products are the price books’, and what is recommended instead is the review’s. */
const OTHER_NAMES =
  /\b(?:Lambda Reserved|Lambda|RunPod|Replicate|SXM|SDXL|Llama|SVG|PNG|Markdown|CSV|reserved for a year|on demand)\b/g;

/** The words of a text that are still as the source has them. */
function untranslated(text: string): string[] {
  return text.replace(NAMES, '').match(/[A-Za-z]{3,}/g) ?? [];
}

describe('in a language of its own', () => {
  const extension = mkdtempSync(join(tmpdir(), 'modal-cost-pseudo-'));
  let session: Session;

  before(async () => {
    for (const part of PARTS) cpSync(part, join(extension, part), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, ['scripts/l10n.mjs', '--pseudo', extension], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    session = await open({
      extension,
      language: 'qps-ploc',
      files: ['llama_serving.py:31'],
      settings: {
        'modalCost.priceBook': 'review-2026-05',
        'modalCost.lens.actions': ['whatIf', 'compare'],
        'chat.disableAIFeatures': true,
      },
      width: 1400,
      height: 1000,
    });
    await session.lens('2 ×').waitFor();
  });

  after(async () => {
    await session.close();
    rmSync(extension, { recursive: true, force: true });
  });

  function translated(what: string, text: string): void {
    assert.match(text, /[ȧḗīǿŭ]/i, `${what}: ${text}`);
    assert.deepEqual(untranslated(text), [], `${what}: ${text}`);
  }

  /** The texts of a list's rows that are in sight. */
  async function rows(): Promise<string[]> {
    const list = session.page.locator('.quick-input-list .monaco-list-row .quick-input-list-entry');
    await list.first().waitFor();
    return list.allInnerTexts();
  }

  it('are the lenses', async () => {
    for (const title of await session.lenses()) translated('a lens', title);
  });

  it('is the status bar', async () => {
    const item = session.page.locator('[id^="modal-cost-lens"] .statusbar-item-label').first();
    translated('the status bar', await item.innerText());
  });

  it('is the hover, but for the titles of the books', async () => {
    await session.runCommand('Show or Focus Hover');
    const hover = session.page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    await hover.waitFor();
    const text = await hover.innerText();
    assert.ok(text.split('\n').length > 15, text);
    translated(
      'the hover',
      text.replace(OTHER_NAMES, '').replace(/Modal as the 2026 review has it|Modal’s published list/g, ''),
    );
    await session.page.keyboard.press('Escape');
  });

  it('are the commands, with their own names beside them', async () => {
    await (await session.openList('F1')).fill('>Modal Cost: ');
    const titles = (await rows()).flatMap((row) => /^Modal Cost: (.*)/.exec(row)?.[1] ?? []);
    assert.ok(titles.length >= 6, titles.join());
    for (const title of titles.filter((each) => /[^\x20-\x7e…]/.test(each))) translated('a command', title);
    assert.ok(
      titles.filter((each) => !/[^\x20-\x7e…]/.test(each)).length <= titles.length / 2,
      titles.join(),
    );
    await session.page.keyboard.press('Escape');
    await session.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  });

  it('is what if, in each of its steps', async () => {
    const { page } = session;
    // The price explains itself; the second asks.
    await session.lens('2 ×').locator('a').nth(1).click();
    const input = page.locator('.quick-input-widget:not(.quick-input-widget-closing) input:focus');
    const isAt = async (step: number): Promise<void> => {
      await page.locator('.quick-input-title', { hasText: new RegExp(`${step}\\D+3\\D*$`) }).waitFor();
      await input.waitFor();
    };
    for (let step = 1; step <= 3; step += 1) {
      await isAt(step);
      for (const row of await rows()) translated(`step ${step}`, row.replace(/serve: gpu → \S+/, ''));
      translated('the title', await page.locator('.quick-input-title').innerText());
      if (step > 1) await page.keyboard.press('ArrowDown');
      if (step < 3) await page.keyboard.press('Enter');
    }
    // One step back with each.
    for (const step of [2, 1]) {
      await page.keyboard.press('Backspace');
      await isAt(step);
    }
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  });

  it('is the scenario panel, and what its page draws while a slider moves', async () => {
    const { page } = session;
    await session.openFile('llama_serving.py', 31);
    await session.lens('2 ×').locator('a').last().click();
    const panel = page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('iframe');
    await panel.locator('.chart svg').first().waitFor();
    const words = 'h2, h3, summary, label, button, .chart .description, .chart .place';
    const look = async (): Promise<void> => {
      const texts = (await panel.locator(words).allInnerTexts())
        .map((text) => text.replace(NAMES, '').replace(OTHER_NAMES, ''))
        .filter((text) => /\p{L}/u.test(text));
      assert.ok(texts.length > 40, texts.join('\n'));
      for (const text of texts) translated('the panel', text);
    };
    await look();
    await panel.locator('input[type=range]').nth(1).press('ArrowRight');
    await look();
    await session.runCommand('View: Close All Editors');
  });

  it('are notifications', async () => {
    const { page } = session;
    await session.openFile('llama_serving.py', 1);
    const titles = JSON.parse(readFileSync(join(extension, 'package.nls.qps-ploc.json'), 'utf8')) as Record<
      string,
      string
    >;
    // The examples are in no repository here.
    await session.runCommand(`Modal Cost: ${titles['command.reviewChanges']}`);
    const message = page.locator('.notification-list-item-message').first();
    // Only then is its busy list gone, which would take the next one with it.
    await page.locator('[id="status.notifications"] .codicon-bell-dot').or(message).first().waitFor();
    await session.runCommand('Notifications: Show Notifications');
    await message.waitFor();
    translated('a notification', await message.innerText());
  });
});
