/** The package that `npm pack` makes: what is in it, and that it runs with Node alone. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { version } from '../../package.json';
import { folder, type Folder } from './run';

describe('the package of the command line', () => {
  let work: Folder;
  let files: string[] = [];
  const inside = (): string => join(work.path, 'elsewhere/node_modules/modal-cost-lens');

  /** npm without its scripts and its network. */
  function npm(cwd: string, ...args: readonly string[]): string {
    const run = spawnSync('npm', [...args, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd,
      encoding: 'utf8',
      env: {
        ...process.env,
        npm_config_cache: join(work.path, 'cache'),
        npm_config_update_notifier: 'false',
      },
    });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  }

  before(() => {
    work = folder({ 'elsewhere/package.json': '{ "private": true }', 'code/app.py': CODE });
    const [packed] = JSON.parse(npm('.', 'pack', '--json', '--pack-destination', work.path)) as [
      { filename: string; files: { path: string }[] },
    ];
    files = packed.files.map(({ path }) => path);
    npm(join(work.path, 'elsewhere'), 'install', join('..', packed.filename));
  });
  after(() => {
    work.remove();
  });

  it('holds the command line, what it reads, and its documentation', () => {
    for (const file of [
      'LICENSE',
      'THIRD-PARTY-NOTICES.txt',
      'README.md',
      'package.json',
      'dist/modal-cost.js',
      'dist/modal-cost-main.js',
      'dist/modal-cost-mcp.js',
      'dist/modal-cost-lsp.js',
      'ci/comment.mjs',
      'docs/ci.md',
    ])
      assert.ok(files.includes(file), file);
    const others = files.filter(
      (file) =>
        !/^(?:LICENSE|THIRD-PARTY-NOTICES\.txt|README\.md|package\.json|dist\/modal-cost(?:-main|-mcp|-lsp)?\.js|dist\/[\w-]+\.wasm|ci\/comment\.mjs|docs\/.*\.md|schemas\/.*\.json)$/.test(
          file,
        ),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(files.filter((file) => file.endsWith('.wasm')).length, 2);
  });

  it('links to nothing that it does not hold', () => {
    // npm shows the README with links into the repository.
    const pages = files.filter((file) => /^docs\/.*\.md$/.test(file));
    assert.ok(pages.length > 5);
    const broken = pages.flatMap((page) =>
      [
        ...readFileSync(join(inside(), page), 'utf8').matchAll(
          /(?:\]\(|src="|href=")(?![a-z]+:|#)([^)#"\s]+)/g,
        ),
      ]
        .filter(([, link]) => !files.includes(posix.join(posix.dirname(page), link!)))
        .map(([, link]) => `${page} → ${link!}`),
    );
    assert.deepEqual(broken, []);
  });

  it('needs no other package', () => {
    const installed = readdirSync(join(work.path, 'elsewhere/node_modules')).filter(
      (name) => !name.startsWith('.'),
    );
    assert.deepEqual(installed, ['modal-cost-lens']);
    const own = JSON.parse(readFileSync(join(inside(), 'package.json'), 'utf8')) as Record<string, unknown>;
    assert.deepEqual([own.dependencies, own.bin], [undefined, { 'modal-cost': 'dist/modal-cost.js' }]);
    assert.ok(!existsSync(join(inside(), 'node_modules')));
  });

  it('runs, from anywhere, with Node alone', function () {
    if (process.platform === 'win32') return this.skip();
    const program = join(work.path, 'elsewhere/node_modules/.bin/modal-cost');
    const run = (...args: readonly string[]): { status: number | null; stdout: string; stderr: string } => {
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: join(work.path, 'code'),
        encoding: 'utf8',
        env: {
          PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
          HOME: work.path,
          XDG_CACHE_HOME: join(work.path, 'kept'),
        },
      });
      return { status, stdout, stderr };
    };
    assert.deepEqual(run('--version'), { status: 0, stdout: `${version}\n`, stderr: '' });
    assert.match(run('--help').stdout, /^modal-cost: /);
    assert.deepEqual(run('mcp'), { status: 0, stdout: '', stderr: '' });
    assert.match(run('scan', '.').stdout, /app\.py:3 +function +serve +H100 +known/);
    assert.match(run('estimate', 'app.py').stdout, /\$2,887\.95/);
    assert.match(
      run('estimate', 'app.py', '--book', 'review-2026-05').stdout,
      /\$311\.04[^]*Prices: Modal as the 2026 review has it/,
    );
    assert.deepEqual(run('mcp', '.'), { status: 0, stdout: '', stderr: '' }, 'its input is at its end');
    const check = run('check', '--format', 'json', '--fail-above', '300');
    assert.equal(check.status, 1);
    const { findings } = JSON.parse(check.stdout) as { findings: { rule: string; page: string }[] };
    assert.ok(findings.some(({ rule }) => rule === 'warm-gpu'));
    for (const { page } of findings) assert.ok(existsSync(resolve(inside(), page)), page);
    if (process.platform === 'linux')
      assert.ok(existsSync(join(work.path, 'kept/modal-cost')), 'the compiled program');
  });
});

const CODE = `import modal
app = modal.App()
@app.function(gpu="H100", min_containers=1)
def serve(): ...
`;
