/** The first minutes with it, where there is nothing to show yet: each command says what it needs, and offers what works. */
import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { open, type Session } from '../../host/serverHost.mjs';

let session: Session;

const list = (): Locator => session.page.locator('.quick-input-widget:not(.quick-input-widget-closing)');
const row = (text: string): Locator => list().locator('.monaco-list-row', { hasText: text }).first();

/** Runs a command of the palette once it is there: the extension may have been found just now. */
async function ask(title: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await (await session.openList('F1')).fill(`>${title}`);
    const command = list()
      .locator(`.monaco-list-row[aria-label^=${JSON.stringify(title)}]`)
      .first();
    const found = await command.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (found) return command.click();
  }
  assert.fail(`there is no command ${title}`);
}

/** What the newest notification says, with its buttons: shown in their list, since they hide where a window has no focus. */
async function told(text: string): Promise<string> {
  const notification = session.page.locator('.notification-list-item', { hasText: text }).first();
  for (let tries = 0; tries < 60 && !(await notification.isVisible()); tries++) {
    await session.page.waitForTimeout(500);
    await session.runCommand('Notifications: Show Notifications');
  }
  await notification.waitFor();
  const said = await notification.innerText();
  await session.runCommand('Notifications: Clear All Notifications');
  return said;
}

describe('a window without a folder', () => {
  before(async () => {
    session = await open({ folder: [] });
  });

  after(() => session.close());

  it('shows in the view of costs what to do', async () => {
    await ask('Modal Costs: Focus on Modal Costs View');
    const view = session.page.locator('.sidebar .welcome-view-content');
    for (const button of ['Open Folder', 'Open an Example', 'Price a GPU…'])
      await view.getByText(button, { exact: true }).waitFor();
  });

  it('asks what if of an example', async () => {
    await ask('Modal Cost: What If…');
    for (const text of ['Open a folder…', 'Price a GPU…']) await row(text).waitFor();
    await row('Try it on an example').click();
    await list()
      .getByText(/What if… · serve · .*step 1 of 3/)
      .waitFor();
    await session.page.keyboard.press('Escape');
    await session.runCommand('View: Revert and Close Editor');
  });

  it('says that a review needs a folder', async () => {
    await ask('Modal Cost: Review Changes');
    assert.match(
      await told('Open a folder first'),
      /Git repository[^]*Open Folder…|Open Folder…[^]*Git repository/,
    );
  });

  it('offers no command for a view that has nothing to sort', async () => {
    await (await session.openList('F1')).fill('>Modal Cost: ');
    await row('Modal Cost: Price a GPU…').waitFor();
    assert.equal(await row('Modal Cost: Sort by').count(), 0);
    await session.page.keyboard.press('Escape');
  });
});

describe('a folder without Modal code that nobody has trusted', () => {
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'modal-cost-plain-'));
    writeFileSync(join(folder, 'util.py'), 'def add(a, b):\n    return a + b\n');
    session = await open({ folder, untrusted: true });
  });

  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows in the view of costs what to do', async () => {
    await ask('Modal Costs: Focus on Modal Costs View');
    const view = session.page.locator('.sidebar .welcome-view-content');
    for (const button of ['Rescan', 'Open an Example', 'Price a GPU…'])
      await view.getByText(button, { exact: true }).waitFor();
  });

  it('explains the cost of an example', async () => {
    await ask('Modal Cost: Explain Cost');
    await row('Rescan the workspace').waitFor();
    await row('Try it on an example').click();
    await session.page.locator('.monaco-hover:not(.hidden)', { hasText: '$' }).first().waitFor();
    await session.runCommand('View: Revert and Close Editor');
  });

  it('says that Git does not run before it is trusted', async () => {
    await ask('Modal Cost: Review Changes');
    assert.match(await told('not trusted'), /Manage Workspace Trust/);
  });

  it('says that there is nothing to export', async () => {
    await ask('Modal Cost: Export Costs…');
    assert.match(await told('no costs to export'), /Rescan Workspace/);
  });
});
