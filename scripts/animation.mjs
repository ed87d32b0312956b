// npm run animation: a decorator is typed in a real VS Code, and the lens follows. media/animation.gif, for the README.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import gifenc from 'gifenc';
import { root } from '../test/host/paths.mjs';
import { run, temporaryFolder } from '../test/host/processes.mjs';
import { open } from '../test/host/serverHost.mjs';
import { settings, settle, style } from './pictureLook.mjs';
import { decodePng } from './png.mjs';

const { applyPalette, GIFEncoder, quantize } = gifenc;
const file = 'media/animation.gif';

process.chdir(root);
console.log('Building …');
await run(process.execPath, ['esbuild.mjs'], { what: 'the build', stdio: 'inherit' });
const folder = temporaryFolder('animation');
const workspace = join(folder.path, 'animation');
mkdirSync(workspace);
writeFileSync(
  join(workspace, 'serve.py'),
  'import modal\n\napp = modal.App("llama")\n\n\n\ndef serve(prompt: str) -> str: ...\n',
);
const session = await open({
  width: 720,
  height: 315,
  scale: 2,
  theme: 'Default Dark Modern',
  // Nothing that VS Code types by itself: the script types all of it.
  settings: {
    ...settings,
    'editor.autoClosingBrackets': 'never',
    'editor.autoClosingQuotes': 'never',
    'editor.bracketPairColorization.enabled': false,
    'editor.cursorSmoothCaretAnimation': 'off',
    'editor.hover.enabled': false,
    'editor.lightbulb.enabled': 'off',
    'editor.matchBrackets': 'never',
    'editor.parameterHints.enabled': false,
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    'editor.suggestOnTriggerCharacters': false,
    'editor.wordBasedSuggestions': 'off',
    'workbench.sideBar.location': 'right',
  },
  style,
  folder: workspace,
  copy: false,
  extension: null,
  linked: [root],
});
const { page } = session;
/** @type {{ width: number, height: number, data: Uint8Array, delay: number }[]} */
const frames = [];
await session.openFile('serve.py', '6:1');
if (await page.locator('.part.sidebar').isVisible())
  await session.runCommand('View: Toggle Primary Side Bar Visibility');
await settle(page);
await frame(600);
await type('@app.function(gpu="H100")');
await frame(1_600);
await page.keyboard.press('ArrowLeft');
await type(', min_containers=2');
await frame(2_200);
// The line above, for the usage.
await page.keyboard.press('ArrowUp');
await type('# modal-cost: requests_per_day=50000 seconds_per_request=0.2');
await frame(2_600);
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Home');
await times('@app.function(gpu="H100'.length, () => page.keyboard.press('ArrowRight'));
await times('H100'.length, async () => {
  await page.keyboard.press('Backspace');
  await frame(90);
});
await type('A100-80GB');
await frame(3_500);
await session.close();
folder.remove();
const { width, height } = present(frames[0]);
writeFileSync(file, gif());
console.log(
  `${file}: ${frames.length} frames of ${width} × ${height}, ${Math.ceil(statSync(file).size / 1024)} KB`,
);
process.exit(0);

/** @param {number} count @param {() => Promise<void>} action */
async function times(count, action) {
  for (let i = 0; i < count; i += 1) await action();
}

/** Types as a person does; the lens follows when it likes. @param {string} text */
async function type(text) {
  for (const char of text) {
    await page.keyboard.type(char);
    await frame(/[a-z_]/.test(char) ? 70 : 110);
  }
  await settle(page);
}

/** Keeps what is to be seen now, for some milliseconds. @param {number} delay */
async function frame(delay) {
  await page.waitForTimeout(60);
  const picture = decodePng(await page.screenshot({ animations: 'disabled' }));
  frames.push({ ...picture, delay });
}

/** @template T @param {T | undefined} frame @returns {T} */
function present(frame) {
  if (frame === undefined) throw new Error('Nothing was seen.');
  return frame;
}

/** One palette for all, and of each frame only what has changed since the one before. */
function gif() {
  const samples = [frames[0], frames.at(-1), frames[Math.floor(frames.length / 2)]].map(present);
  const palette = quantize(Buffer.concat(samples.map(({ data }) => data)), 127);
  const transparentIndex = palette.length;
  palette.push([0, 0, 0]);
  const encoder = GIFEncoder();
  /** @type {Uint8Array | undefined} */
  let before;
  for (const { data, delay } of frames) {
    const now = applyPalette(data, palette.slice(0, -1));
    const last = before;
    const shown = last ? now.map((color, i) => (color === last[i] ? transparentIndex : color)) : now;
    const options = { delay, transparent: Boolean(before), transparentIndex, dispose: 1 };
    encoder.writeFrame(shown, width, height, before ? options : { ...options, palette });
    before = now;
  }
  encoder.finish();
  return encoder.bytes();
}
