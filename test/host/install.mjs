// Puts the test hosts into .vscode-test/, from the npm registry alone: VS Code's server, a Node for it, a Chromium.
//   node test/host/install.mjs [newest] [oldest] [chromium]
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { cache } from './paths.mjs';
import * as pins from './pins.mjs';
import { run } from './processes.mjs';

/**
 * @typedef {Record<string, string>} Environment
 * @typedef {{ executablePath: string, environments: Environment[] }} Found a Chromium, and with what it may start
 */

const platform = `${process.platform}-${process.arch}`;

/** VS Code's server, installed where it is not there yet. @param {string} version `newest`, `oldest` or a pinned one @returns {Promise<{ script: string, node: string, version: string }>} */
export async function installServer(version) {
  const pin = pins.pinned(version);
  const folder = await once(`server-${pin.vscode}`, pin, async (target) => {
    console.log(`Installing VS Code ${pin.vscode} (server) …`);
    await npmInstall(target, [`code-server@${pin.codeServer}`]);
    const server = join(target, 'node_modules/code-server/lib/vscode');
    await npmInstall(server, ['--omit=dev']);
    await addRipgrep(target, server);
  });
  return {
    script: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
    node: await installNode(),
    version: pin.vscode,
  };
}

async function installNode() {
  if (Number.parseInt(process.versions.node) >= pins.node.major) return process.execPath;
  const name = `node-${platform.replace('win32', 'win')}`;
  const folder = await once(
    `node-${pins.node.version}`,
    { name, version: pins.node.version },
    async (target) => {
      console.log(`Installing Node ${pins.node.version} for it …`);
      await npmInstall(target, [`${name}@${pins.node.version}`]);
    },
  );
  return join(folder, 'node_modules', name, 'bin/node');
}

/** @param {string} target @param {string} server */
async function addRipgrep(target, server) {
  const missing = join(server, 'node_modules/@vscode/ripgrep/bin/rg');
  if (!existsSync(dirname(dirname(missing))) || existsSync(missing)) return;
  const name = `@vscode/ripgrep-${platform}`;
  const aside = join(target, 'ripgrep');
  await npmInstall(aside, [`${name}@${pins.ripgrep}`]);
  await mkdir(dirname(missing), { recursive: true });
  await cp(join(aside, 'node_modules', name, 'bin/rg'), missing);
}

/**
 * A Chromium that starts on this machine: the one that CHROME_PATH names, else the pinned one, else an installed one.
 * @returns {Promise<{ executablePath: string, env: Environment }>}
 */
export async function installChromium() {
  const tried = [];
  for (const candidate of candidates()) {
    const found = await candidate.get();
    for (const env of found.environments) {
      const failure = await startFailure(found.executablePath, env);
      if (!failure) return { executablePath: found.executablePath, env };
      tried.push(`${found.executablePath}: ${failure}`);
    }
  }
  throw new Error(
    'No Chromium starts here. Name an installed one with CHROME_PATH, or install what the pinned one needs ' +
      '(Debian and Ubuntu: apt-get install libnss3 libnspr4 libexpat1).\n' +
      tried.join('\n'),
  );
}

/** @returns {Generator<{ get: () => Found | Promise<Found> }>} */
function* candidates() {
  /** @param {string} executablePath */
  const installed = (executablePath) => ({ get: () => ({ executablePath, environments: [{}] }) });
  if (process.env.CHROME_PATH) yield installed(process.env.CHROME_PATH);
  if (platform === 'linux-x64') yield { get: installPinnedChromium };
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  for (const path of usual) if (existsSync(path)) yield installed(path);
}

/** The system's fonts, and the package's for a machine that has none, where pages would stay blank. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** @returns {Promise<Found>} */
async function installPinnedChromium() {
  const folder = await once(
    `chromium-${pins.chromium}`,
    { version: pins.chromium, fonts: fontConfiguration },
    async (target) => {
      console.log(`Installing Chromium ${pins.chromium} …`);
      await npmInstall(target, [`@sparticuz/chromium@${pins.chromium}`]);
      const packed = join(target, 'node_modules/@sparticuz/chromium/bin');
      await unpack(join(packed, 'chromium.br'), join(target, 'chromium'));
      await chmod(join(target, 'chromium'), 0o755);
      for (const name of ['al2023', 'fonts', 'swiftshader']) {
        const tar = join(target, `${name}.tar`);
        await unpack(join(packed, `${name}.tar.br`), tar);
        await run('tar', ['-xf', tar, '-C', target]);
        await rm(tar);
      }
      await writeFile(join(target, 'fonts.conf'), fontConfiguration);
      await rm(join(target, 'node_modules'), { recursive: true });
    },
  );
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return {
    executablePath: join(folder, 'chromium'),
    // The system's libraries first; the package's own copies of them only where those are missing.
    environments: [fonts, { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') }],
  };
}

/** @param {string} executablePath @param {Environment} env */
async function startFailure(executablePath, env) {
  try {
    await run(executablePath, ['--version'], { timeout: 120_000, env: { ...process.env, ...env } });
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/** @param {string} from @param {string} to */
const unpack = (from, to) =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));

/** @param {string} folder @param {string[]} args */
async function npmInstall(folder, args) {
  await mkdir(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) await writeFile(manifest, '{ "private": true }\n');
  // Without install scripts: code-server's would compile native modules that the server does without.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['install', ...quiet, ...args], {
    cwd: folder,
    what: `npm install ${args.join(' ')}`,
    shell: process.platform === 'win32',
  });
}

/** What this process is filling: who asks for it meanwhile waits for the same. @type {Map<string, Promise<string>>} */
const underWay = new Map();

/**
 * Fills a folder of the cache once: a stamp says what is in it, and only a whole one gets its final name.
 * @param {string} name @param {object} contents @param {(folder: string) => Promise<void>} fill
 */
function once(name, contents, fill) {
  const present = underWay.get(name) ?? filled(name, contents, fill).finally(() => underWay.delete(name));
  underWay.set(name, present);
  return present;
}

/** @param {string} name @param {object} contents @param {(folder: string) => Promise<void>} fill */
async function filled(name, contents, fill) {
  const folder = join(cache, name);
  const stamp = JSON.stringify({ ...contents, platform });
  const isWhole = () => {
    const file = join(folder, 'stamp.json');
    return existsSync(file) && readFileSync(file, 'utf8') === stamp;
  };
  if (isWhole()) return folder;
  await removeAbandoned(folder);
  const partial = `${folder}.partial-${process.pid}`;
  try {
    await fill(partial);
    await writeFile(join(partial, 'stamp.json'), stamp);
    // Another run may have filled it in the meantime, and may be using it.
    if (!isWhole()) {
      await rm(folder, { recursive: true, force: true });
      await rename(partial, folder);
    }
    return folder;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** What runs that were killed half-way have left. @param {string} folder */
async function removeAbandoned(folder) {
  const prefix = `${basename(folder)}.partial-`;
  const names = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith(prefix)) : [];
  for (const name of names) {
    if (!isRunning(Number(name.slice(prefix.length))))
      await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string[]} names */
async function installNamed(names) {
  for (const name of names.length > 0 ? names : ['newest', 'oldest', 'chromium']) {
    if (name === 'chromium') console.log(`Chromium: ${(await installChromium()).executablePath}`);
    else console.log(`VS Code ${(await installServer(name)).version}: ready`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  void installNamed(process.argv.slice(2));
}
