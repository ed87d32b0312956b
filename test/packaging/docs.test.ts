import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../../package.json';
import { globSync } from '../../scripts/files.mjs';

describe('docs/', () => {
  const pages = [...globSync('docs', /\.md$/), 'README.md', 'examples/README.md'];

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
