// Random folders of odd files, links, names and encodings: what can be read is read, and everything else is named.
import { strict as assert } from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { DiskTree } from '../../src/cli/fileTree';
import { Workspace } from '../../src/cli/workspace';
import type { PythonParser } from '../../src/core/python/parser';
import { loadParser } from '../support/python';
import { check, TIMEOUT } from './support';

const MODAL = 'import modal\napp = modal.App()\n@app.function(gpu="H100")\ndef f(): ...\n';

const name = fc.constantFrom(
  'a',
  'b',
  'pkg',
  'é',
  'x y',
  '-',
  'a'.repeat(255),
  'venv',
  '.hidden',
  '__init__',
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const python = fc.constantFrom(
  MODAL,
  `from a import GPU\n${MODAL.replace('"H100"', 'GPU')}`,
  `from ${'a'.repeat(300)} import GPU\n${MODAL}`,
  `from .b.pkg import *\n${MODAL}`,
  `\ufeff${MODAL}`,
  MODAL.replaceAll('\n', '\r'),
  `${MODAL}def (:\n`,
  'GPU = "T4"\n',
  '',
);
const bytes = fc.oneof(
  { weight: 4, arbitrary: python.map((text) => Buffer.from(text)) },
  python.map((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
  python.map((text) => Buffer.from(`# coding: latin-1\n# \u00e9\n${text}`, 'latin1')),
  fc
    .constantFrom('rot13', 'utf-7', 'euc-jp')
    .map((codec) => Buffer.from(`# coding: ${codec}\n# \u00e9\n${MODAL}`)),
  fc.uint8Array({ maxLength: 40 }).map((random) => Buffer.concat([Buffer.from('import modal\n'), random])),
);
const part = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('file' as const), path, content: bytes }) },
  fc.record({ kind: fc.constant('folder' as const), path }),
  fc.record({
    kind: fc.constant('link' as const),
    path,
    to: fc.oneof(path, fc.constantFrom('.', '..', '../..', 'a.py', 'nowhere')),
  }),
  fc.record({
    kind: fc.constant('ignore' as const),
    path,
    content: fc.constantFrom('*', '!a.py', 'a/**', '/b', '[', '\\', '\0'),
  }),
);

/** Makes what can be made: a path may be taken, or too long. */
function attempt(make: () => void): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

describe('a random folder', function () {
  this.timeout(TIMEOUT);
  let parser: PythonParser;
  let root: string;
  before(async () => (parser = await loadParser()));
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'modal-cost-tree-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is read as far as it can be, and the rest is named', () => {
    let count = 0;
    check(fc.array(part, { maxLength: 12 }), 25, (parts) => {
      const folder = join(root, String(count++));
      mkdirSync(folder);
      writeFileSync(join(folder, 'sure.py'), MODAL);
      for (const each of parts) {
        const suffix = {
          file: '.py',
          folder: '',
          link: each.path.length % 2 ? '.py' : '',
          ignore: '/.gitignore',
        };
        const target = join(folder, each.path + suffix[each.kind]);
        attempt(() => {
          mkdirSync(dirname(target), { recursive: true });
          if (each.kind === 'folder') mkdirSync(target);
          else if (each.kind === 'link') symlinkSync(each.to, target);
          else writeFileSync(target, each.content);
        });
      }
      const files = new DiskTree([folder]);
      const workspace = new Workspace(files, parser);
      try {
        const { seen, parsed, declarations, skipped } = workspace.scan();
        assert.ok(parsed <= seen);
        const names = skipped.map(({ file }) => file);
        assert.equal(new Set(names).size, names.length, 'named twice');
        const listed = new Set(files.list().files);
        for (const { file } of declarations) assert.ok(listed.has(file), file);
        if (listed.has('sure.py')) assert.ok(declarations.some(({ file }) => file === 'sure.py'));
      } finally {
        workspace.dispose();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
});
