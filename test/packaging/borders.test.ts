// Plants what the borders of src/ forbid, and sees the check find all of it, and nothing else (.dependency-cruiser.mjs).
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

/** The ways to import, each with a place for the module. */
const FORMS: Readonly<Record<string, (module: string) => string>> = {
  value: (module) => `import { value } from '${module}';\nexport const used = value;\n`,
  type: (module) => `import type { Value } from '${module}';\nexport type Used = Value;\n`,
  typeOf: (module) => `export type Used = import('${module}').Value;\n`,
  dynamic: (module) => `export const later = import('${module}');\n`,
  again: (module) => `export { value } from '${module}';\n`,
  typeAgain: (module) => `export type { Value } from '${module}';\n`,
  all: (module) => `export * from '${module}';\n`,
};
/** Of these a build leaves nothing. */
const TYPE_FORMS = ['type', 'typeOf', 'typeAgain'];

interface Planted {
  readonly rules: readonly string[];
  readonly from: string;
  readonly to: string;
  /** Whether types alone may be imported all the same. */
  readonly typesPass?: boolean;
}

const forbidden = (rule: string, from: string, to: string, ...more: readonly string[]): Planted => ({
  rules: [rule, ...more].sort(),
  from,
  to,
});

const OUTSIDE = 'core-imports-itself-and-its-libraries';
const PAGE = 'webview-imports-itself-and-its-libraries';
const VSCODE = 'vscode-only-in-the-extension';

const FORBIDDEN: readonly Planted[] = [
  forbidden('python-imports-no-higher-room', 'core/python', 'core/modal/file'),
  forbidden('python-imports-no-higher-room', 'core/python', 'core/pricing/file'),
  forbidden('pricing-imports-no-higher-room', 'core/pricing', 'core/python/file'),
  forbidden('modal-imports-no-higher-room', 'core/modal', 'core/cost/file'),
  forbidden('edits-imports-no-higher-room', 'core/edits', 'core/cost/file'),
  forbidden('cost-imports-no-higher-room', 'core/cost', 'core/edits/file'),
  forbidden('cost-imports-no-higher-room', 'core/cost/traffic', 'core/bill/file'),
  forbidden('bill-imports-no-higher-room', 'core/bill', 'core/render/file'),
  forbidden('review-imports-no-higher-room', 'core/review', 'core/render/file'),
  forbidden('render-imports-no-higher-room', 'core/render', 'core/tools/file'),
  forbidden('helpers-import-no-room', 'core/workspace', 'core/modal/file'),
  forbidden('helpers-import-no-room', 'core', 'core/python/file'),
  forbidden('words-only-in-render', 'core/modal', 'core/render/words/file'),
  forbidden('words-only-in-render', 'core/review', 'core/render/words/file'),
  forbidden('words-only-in-render', 'core/workspace', 'core/render/words/file'),
  forbidden('core-has-known-rooms', 'core/tools', 'core/attic/file'),
  forbidden(OUTSIDE, 'core/cost', 'host/file'),
  forbidden(OUTSIDE, 'core/render', 'protocol'),
  forbidden(OUTSIDE, 'core/tools', 'common/file'),
  forbidden(OUTSIDE, 'core/python', 'node:fs'),
  forbidden(OUTSIDE, 'core/pricing', 'typescript'),
  forbidden(OUTSIDE, 'core/modal', 'vscode', VSCODE),
  forbidden('protocol-imports-types-and-valibot', 'protocol', 'host/file'),
  forbidden(PAGE, 'webview', 'host/file'),
  forbidden(PAGE, 'webview/chart', 'common/file'),
  forbidden(PAGE, 'webview', 'node:fs'),
  forbidden(PAGE, 'webview', 'croner'),
  { ...forbidden('page-runs-little-of-the-core', 'webview', 'core/cost/file'), typesPass: true },
  { ...forbidden('page-runs-little-of-the-core', 'protocol', 'core/cost/file'), typesPass: true },
  forbidden('cli-knows-no-extension', 'cli', 'host/file'),
  forbidden('cli-knows-no-extension', 'cli/commands', 'features/one'),
  forbidden('extension-knows-no-cli', 'host', 'cli/file'),
  forbidden('extension-knows-no-cli', 'features', 'cli/file'),
  forbidden('features-of-one-file-apart', 'features', 'features/one'),
  forbidden('features-of-one-file-apart', 'features', 'features/several/file'),
  forbidden('features-of-a-folder-apart', 'features/several', 'features/one'),
  forbidden('features-of-a-folder-apart', 'features/several', 'features/others/file'),
  forbidden('host-imports-no-feature', 'host/git', 'features/one'),
  forbidden('nobody-imports-the-entry', 'features', 'extension'),
  forbidden(VSCODE, 'cli', 'vscode'),
  forbidden(VSCODE, 'webview', 'vscode', PAGE),
  forbidden(VSCODE, 'protocol', 'vscode', 'protocol-imports-types-and-valibot'),
  forbidden('common-imports-nothing-of-src', 'common', 'host/file'),
];

/** What the borders allow, so that a rule which forbids everything is seen too. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['core/modal', 'core/python/file'],
  ['core/cost', 'core/modal/file'],
  ['core/bill', 'core/cost/file'],
  ['core/render', 'core/render/words/file'],
  ['core/tools', 'core/render/words/file'],
  ['core/python', 'core/workspace/file'],
  ['core/workspace', 'core/file'],
  ['core/python', 'web-tree-sitter'],
  ['core/pricing', 'valibot'],
  ['webview', 'protocol'],
  ['webview', 'core/render/money'],
  ['cli', 'core/render/words/file'],
  ['cli', 'common/file'],
  ['cli', 'node:fs'],
  ['host', 'vscode'],
  ['features/several', 'features/several/file'],
  ['features', 'host/file'],
];

/** What is imported: modules that import nothing. */
const MODULES = [
  ...['python', 'pricing', 'modal', 'edits', 'cost', 'bill', 'review', 'render', 'render/words', 'tools'],
  ...['workspace', 'attic'],
]
  .map((room) => `core/${room}/file`)
  .concat(['core/file', 'core/render/money', 'protocol', 'extension', 'common/file', 'host/file', 'cli/file'])
  .concat(['features/one', 'features/several/file', 'features/others/file']);

/** Circles of two files, by the files of each: values, and types alone. */
const CIRCLES = [
  { files: ['host/circleA.ts', 'host/circleB.ts'], form: FORMS.value! },
  { files: ['core/cost/circleA.ts', 'core/cost/circleB.ts'], form: FORMS.type! },
];

describe('the borders of src', () => {
  let folder: string;
  let found: Map<string, string[]>;
  let status: number | null;

  before(function () {
    this.timeout(120_000);
    // Below the project, where packages are found.
    mkdirSync('out', { recursive: true });
    folder = mkdtempSync(resolve('out/borders-'));
    for (const [file, text] of Object.entries(planted())) {
      mkdirSync(dirname(join(folder, 'src', file)), { recursive: true });
      writeFileSync(join(folder, 'src', file), text);
    }
    ({ found, status } = cruise(folder));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('turn the check red', () => assert.ok(status));

  for (const [i, { rules, from, to, typesPass }] of FORBIDDEN.entries()) {
    it(`${rules[0]}: ${from} → ${to}`, () => {
      for (const form of Object.keys(FORMS)) {
        const wanted = typesPass && TYPE_FORMS.includes(form) ? [] : rules;
        assert.deepEqual(found.get(fileOf(from, `bad${i}`, form)) ?? [], wanted, form);
      }
    });
  }

  it('no-import-circle, of types too', () => {
    for (const { files } of CIRCLES)
      assert.deepEqual(
        files.flatMap((file) => found.get(file) ?? []),
        ['no-import-circle'],
      );
  });

  it('let pass what is allowed', () => {
    for (const [i, [from, to]] of ALLOWED.entries())
      for (const form of Object.keys(FORMS))
        assert.deepEqual(found.get(fileOf(from, `good${i}`, form)) ?? [], [], `${form} ${from} → ${to}`);
  });
});

const fileOf = (from: string, name: string, form: string): string => `${from}/${name}${form}.ts`;

/** All planted files below src/, with their texts. */
function planted(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const module of MODULES)
    files[`${module}.ts`] = 'export const value = 1;\nexport type Value = typeof value;\n';
  const plant = (from: string, to: string, name: string): void => {
    for (const [form, write] of Object.entries(FORMS)) {
      const file = fileOf(from, name, form);
      files[file] = write(MODULES.includes(to) ? fromTo(file, to) : to);
    }
  };
  for (const [i, { from, to }] of FORBIDDEN.entries()) plant(from, to, `bad${i}`);
  for (const [i, [from, to]] of ALLOWED.entries()) plant(from, to, `good${i}`);
  for (const { files: circle, form } of CIRCLES)
    circle.forEach((file, i) => (files[file] = form(fromTo(file, circle[1 - i]!.replace('.ts', '')))));
  return files;
}

function fromTo(file: string, module: string): string {
  const path = posix.relative(posix.dirname(file), module);
  return path.startsWith('.') ? path : `./${path}`;
}

/** Runs the check that `npm run check` runs, on another tree: the rules that each file breaks. */
function cruise(folder: string): { found: Map<string, string[]>; status: number | null } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', resolve('.dependency-cruiser.mjs'), 'src'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  assert.ok(stdout, stderr);
  const found = new Map<string, string[]>();
  for (const [, rule, file] of stdout.matchAll(/^ *(?:error|warn) ([\w-]+): src\/(\S+)/gm)) {
    found.set(file!, [...new Set([...(found.get(file!) ?? []), rule!])].sort());
  }
  return { found, status };
}
