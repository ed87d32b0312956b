// npm start: builds, and opens the examples and the review's scenarios in a VS Code that has the extension.
//   npm start                 a desktop VS Code where there is one, else one in the browser; until Ctrl-C
//   npm start -- --check      only sees to it that a price shows up above a function
// MODAL_COST_TEST_HOST=desktop|server says which; --port names another port for the browser.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost } from '../test/host/choose.mjs';
import { root } from '../test/host/paths.mjs';
import { run } from '../test/host/processes.mjs';
import { startServer } from '../test/host/server.mjs';
import { globSync } from './files.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: { check: { type: 'boolean', default: false }, port: { type: 'string', default: '8123' } },
});
const examples = join(root, 'examples');
/** With the scenarios of the review beside them, by its own price book. */
const workspace = join(root, 'examples.code-workspace');

console.log('Building …');
await run(process.execPath, ['esbuild.mjs', '--dev'], { what: 'the build', stdio: 'inherit' });

if (options.check) await check();
else await serve();
process.exit(0);

async function serve() {
  const { kind } = await chooseHost();
  if (kind === 'desktop') {
    const { openForUser } = await import('../test/host/desktopHost.mjs');
    console.log('Opening VS Code. It ends when its window is closed, or with Ctrl-C here.');
    return openForUser(workspace);
  }
  const server = await startServer({
    linked: [root],
    defaultWorkspace: workspace,
    // The repository is the parent folder: without it there is no change to review.
    settings: { 'git.openRepositoryInParentFolders': 'always' },
    port: await freePort(Number(options.port)),
    stayAlive: true,
  });
  console.log(`\nVS Code ${server.version} with Modal Cost Lens, and the examples:\n\n    ${server.url}\n`);
  console.log('Open it in a browser, and a Python file in it. Ctrl-C ends it.');
  await server.ended;
  throw new Error(`VS Code has ended:\n${server.tail()}`);
}

async function check() {
  const { open } = await import('../test/host/serverHost.mjs');
  const { file, line } = firstModalFunction();
  const session = await open({ extension: null, linked: [root], files: [`${file}:${line}`] });
  await session.lens('$').waitFor();
  const [title = ''] = await session.lenses();
  console.log(`VS Code ${session.version}, examples/${file}: ${title.replace(/\s+/g, ' ')}`);
  await session.close();
}

function firstModalFunction() {
  for (const path of globSync(examples, /\.py$/)) {
    const line = readFileSync(path, 'utf8')
      .split('\n')
      .findIndex((text) => text.startsWith('@app.function'));
    if (line >= 0) return { file: relative(examples, path), line: line + 1 };
  }
  throw new Error('examples/ has no Python file with a Modal function');
}

/** The port that people can remember, or the next one that is free. @param {number} port @returns {Promise<number>} */
async function freePort(port) {
  const isFree = await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return isFree ? port : freePort(port + 1);
}
