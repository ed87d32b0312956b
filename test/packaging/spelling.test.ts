/** The spell checker of `npm run check`: its words are words of this field, and it finds a mistake. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import manifest from '../../package.json';
import { globSync } from '../../scripts/files.mjs';

const words = readFileSync('cspell-words.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

function spell(text: string, name: string): { status: number | null; stdout: string } {
  const args = ['node_modules/cspell/bin.mjs', 'stdin://' + name, '--no-progress', '--no-summary'];
  return spawnSync(process.execPath, args, { input: text, encoding: 'utf8' });
}

describe('the spell checker', () => {
  it('is part of `npm run check`', () => {
    assert.match(manifest.scripts.check, /&& cspell lint\b/);
  });

  it('has words in lower case and in order, each of them in use', () => {
    assert.deepEqual(words, [...new Set(words.map((word) => word.toLowerCase()))].sort());
    const files = [
      ...['docs', 'examples', 'src', 'scripts', 'test', '.github'].flatMap((folder) =>
        globSync(folder, /\.(?:md|ts|css|mjs|cjs|yml)$/),
      ),
      ...readdirSync('.').filter((name) => name.endsWith('.md')),
      ...['package.nls.json', 'l10n/bundle.l10n.json'],
    ];
    const text = files.map((file) => readFileSync(file, 'utf8').toLowerCase()).join('\n');
    assert.deepEqual(
      words.filter((word) => !text.includes(word)),
      [],
    );
  });

  it('finds a wrong word, and a British one, and takes the words of the field', function () {
    this.timeout(300_000);
    const { status, stdout } = spell(
      'A containr whose colour is grey. SARIF, nonpreemptible.',
      'docs/page.md',
    );
    assert.equal(status, 1);
    assert.deepEqual(
      [...stdout.matchAll(/word \((\w+)\)/g)].map(([, word]) => word),
      ['containr', 'colour', 'grey'],
    );
  });
});
