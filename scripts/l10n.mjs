// npm run l10n: l10n/bundle.l10n.json, the messages that a translation has to give, from the calls of `t` in src/.
//   npm run l10n -- --check            says whether it is as it should be, and package.nls.json too; changes nothing
//   npm run l10n -- --pseudo FOLDER    writes what a translation would be, of every word, into a copy of the extension
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import l10nDev from '@vscode/l10n-dev';
import { root } from '../test/host/paths.mjs';
import { globSync } from './files.mjs';

/** VS Code's name of the language in which each letter is another one. */
const PSEUDO = 'qps-ploc';

/** Where a file gets the core's `t` from. */
const WORDS = /import \{ [\w, ]+ \} from '[./]*[\w/]*translate'/;
/** Its calls. */
const CALL = /(?<![\w.])t\(/;
/** And where it is given VS Code's. */
const GIVEN = "import type { l10n as L10n } from 'vscode'";

process.chdir(root);
const { values: options } = parseArgs({
  options: { check: { type: 'boolean' }, pseudo: { type: 'string' } },
});
const sources = globSync('src', /\.ts$/).map((file) => ({ file, contents: readFileSync(file, 'utf8') }));
const bundle = await messagesOf(sources);
const bundleFile = 'l10n/bundle.l10n.json';
if (options.pseudo) {
  /** @type {Record<string, string>} */
  const manifest = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  write(join(options.pseudo, `l10n/bundle.l10n.${PSEUDO}.json`), l10nDev.getL10nPseudoLocalized(bundle));
  write(join(options.pseudo, `package.nls.${PSEUDO}.json`), l10nDev.getL10nPseudoLocalized(manifest));
} else if (options.check) check();
else write(bundleFile, bundle);

/** @param {readonly { contents: string }[]} files */
async function messagesOf(files) {
  const messages = await l10nDev.getL10nJson(
    files.map(({ contents }) => ({ extension: '.ts', contents: asVsCodes(contents) })),
  );
  return Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A file that calls the core's `t`, or is given VS Code's, as if it had VS Code's own. @param {string} contents */
function asVsCodes(contents) {
  if (contents.includes(GIVEN)) return contents.replace(GIVEN, "import { l10n } from 'vscode'");
  if (!WORDS.test(contents)) return contents;
  return contents.replace(WORDS, "import { l10n } from 'vscode'").replace(new RegExp(CALL, 'g'), 'l10n.t(');
}

function check() {
  const problems = [];
  /** @type {Record<string, string>} */
  const written = JSON.parse(readFileSync(bundleFile, 'utf8'));
  if (text(written) !== text(bundle)) problems.push(`${bundleFile} is not what src/ says: npm run l10n`);
  // A message that is not written out where it is used cannot be found.
  for (const { file, contents } of sources) {
    const call = WORDS.test(contents) ? new RegExp(`${CALL.source}\\s*[^'"\\s]`) : /\bl10n\.t\(\s*[^'"\s]/;
    if (call.test(contents)) problems.push(`${file} has a call of t without a plain text`);
  }
  const used = new Set(
    [...readFileSync('package.json', 'utf8').matchAll(/(?<="%)[\w.-]+(?=%")/g)].map(([key]) => key),
  );
  /** @type {Record<string, string>} */
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const given = new Set(Object.keys(words));
  for (const key of used) if (!given.has(key)) problems.push(`package.nls.json has no ${key}`);
  for (const key of given) if (!used.has(key)) problems.push(`package.json does not use ${key}`);
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exit(1);
  }
}

/** @param {string} file @param {object} value */
function write(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text(value));
}

/** @param {object} value */
function text(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
