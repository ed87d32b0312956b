import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../package.json';
import { globSync } from '../../scripts/files.mjs';

describe('docs/', () => {
  const pages = [
    ...globSync('docs', /\.md$/),
    ...readdirSync('.').filter((name) => name.endsWith('.md')),
    'examples/README.md',
    'review-scenarios/README.md',
  ];

  it('links to what is there, headings too', () => {
    const anchors = (file: string): string[] =>
      [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
        title!
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, '')
          .replaceAll(' ', '-'),
      );
    let links = 0;
    for (const page of pages) {
      for (const [, target] of readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?|command):/.test(target!)) continue;
        const [path, anchor] = target!.split('#');
        const file = path === '' ? page : join(dirname(page), path!);
        assert.ok(existsSync(file), `${page}: ${target!}`);
        if (anchor) assert.ok(anchors(file).includes(anchor), `${page}: ${target!}`);
        links += 1;
      }
    }
    assert.ok(links > 30, String(links));
  });

  it('has an index that names every page', () => {
    const index = readFileSync('docs/README.md', 'utf8');
    const all = [...readdirSync('docs'), ...readdirSync('docs/rules').map((name) => `rules/${name}`)];
    for (const name of all.filter((each) => each.endsWith('.md') && each !== 'README.md'))
      assert.ok(index.includes(`(${name})`), name);
  });

  it('installs the packages of this version', () => {
    const names = ['README.md', 'docs/ci.md', 'templates/modal-cost.yml'].flatMap(
      (page) => readFileSync(page, 'utf8').match(/modal-cost-lens-\d[\w.-]*\.(?:tgz|vsix)/g) ?? [],
    );
    assert.deepEqual(
      [...new Set(names)].sort(),
      ['tgz', 'vsix'].map((type) => `modal-cost-lens-${manifest.version}.${type}`),
    );
  });

  it('opens with what the product does and for whom, then how to install it, then the two commands', () => {
    const readme = readFileSync('README.md', 'utf8');
    assert.match(readme.split('\n').slice(2, 5).join('\n'), /for people who write Python for \[Modal\]/);
    const order = ['## Install', 'npm ci && npm start', 'npm ci && npm test', '](media/'].map((part) =>
      readme.indexOf(part),
    );
    assert.ok(
      order.every((at, index) => at > (order[index - 1] ?? 0)),
      order.join(),
    );
  });

  it('tells a contributor every command and every suite', () => {
    const page = readFileSync('docs/contributing.md', 'utf8');
    for (const script of Object.keys(manifest.scripts).filter((name) => name !== 'vscode:prepublish'))
      assert.match(page, new RegExp(`npm (run )?${script}\`|\`npm run ${script} `), script);
    const suites = readdirSync('test', { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && globSync(join('test', entry.name), /\.test\.ts$/).length > 0,
    );
    for (const { name } of suites) assert.ok(page.includes(`\`${name}\``), name);
  });
});
