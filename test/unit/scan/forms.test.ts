import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scanJson } from '../../../src/core/render/scanJson';
import { DiskTree } from '../../../src/cli/fileTree';
import { Workspace } from '../../../src/cli/workspace';
import { loadParser } from '../../support/python';

const FORMS = resolve('test/fixtures/forms');

interface Expected {
  readonly [key: string]: unknown;
  readonly status?: string;
  readonly orStatus?: string | readonly string[];
}

/** Each form in which Modal code declares something, against what was written of it by hand. */
describe('the forms of Modal code', () => {
  for (const folder of ['', 'imports']) {
    const names = readdirSync(join(FORMS, folder)).filter((name) => name.endsWith('.expected.json'));
    for (const name of names.sort()) {
      const file = name.replace('.expected.json', '.py');
      it(join(folder, file), async () => {
        const root = join(FORMS, folder);
        const expected = JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<
          'declarations' | 'callSites',
          Expected[]
        >;
        const found = await scanFile(root, file);
        const open = file.startsWith('syntax_error_');
        compareAll(expected.declarations, found.declarations, ['line', 'name'], 'declaration', open);
        compareAll(expected.callSites, found.callSites, ['line', 'form'], 'call site', open);
      });
    }
  }
});

async function scanFile(
  root: string,
  file: string,
): Promise<Record<'declarations' | 'callSites', Expected[]>> {
  const workspace = new Workspace(
    new DiskTree(file.includes('/') || root.endsWith('imports') ? [root] : [join(root, file)]),
    await loadParser(),
  );
  try {
    const json = JSON.parse(JSON.stringify(scanJson(workspace.scan()))) as Record<
      'declarations' | 'callSites',
      Expected[]
    >;
    const here = (each: Expected): boolean => each.file === file;
    return { declarations: json.declarations.filter(here), callSites: json.callSites.filter(here) };
  } finally {
    workspace.dispose();
  }
}

function compareAll(
  expected: Expected[],
  found: Expected[],
  keys: string[],
  what: string,
  open: boolean,
): void {
  const lines = (each: Expected): unknown[] => [each.line, each.orLine];
  const matches = (want: Expected, have: Expected): boolean =>
    keys.every((key) => (key === 'line' ? lines(want).includes(have.line) : want[key] === have[key]));
  const rest = [...found];
  for (const want of expected) {
    const index = rest.findIndex((each) => matches(want, each));
    const [have] = index < 0 ? [] : rest.splice(index, 1);
    if (!have && want.optional === true) continue;
    assert.ok(have, `${what} not found: ${keys.map((key) => String(want[key])).join(' ')}`);
    compare(want, have, `${what} ${String(want.name ?? want.form)} in line ${String(want.line)}`);
  }
  if (open) return;
  const extra = found.filter((have) => !expected.some((want) => matches(want, have)));
  assert.deepEqual(
    extra.map((each) => [each.line, each.name ?? each.form]),
    [],
    `${what}s that are none`,
  );
}

const OWN_KEYS = new Set(['note', 'optional', 'orStatus', 'orLine', 'orCandidates', 'line']);

function compare(want: Expected, have: Expected, where: string): void {
  for (const [key, value] of Object.entries(want)) {
    if (OWN_KEYS.has(key)) continue;
    if (key === 'changes') compare(value as Expected, have.changes as Expected, `${where}: changes`);
    else if (key === 'gpu') compareValue(value as Expected, have.gpu as Expected, `${where}: gpu`);
    else if (['params', 'concurrent', 'batched', 'clustered'].includes(key)) {
      compareParams(
        (value ?? {}) as Record<string, Expected>,
        (have[key] ?? {}) as Record<string, Expected>,
        `${where}: ${key}`,
      );
    } else assert.deepEqual(have[key], value, `${where}: ${key}`);
  }
}

function compareParams(want: Record<string, Expected>, have: Record<string, Expected>, where: string): void {
  for (const [name, value] of Object.entries(want)) {
    const found = have[name];
    if (!found && value.optional === true) continue;
    assert.ok(found, `${where}.${name} is missing`);
    compareValue(value, found, `${where}.${name}`);
  }
  // What a spread may hold besides is of every parameter: test/unit/modal/spreads.test.ts has it.
  const extra = Object.entries(have).filter(([name, { reasonKind }]) => {
    return !(name in want) && reasonKind !== 'mayComeFromSpread';
  });
  assert.deepEqual(
    extra.map(([name]) => name),
    [],
    `${where} that are none`,
  );
}

function compareValue(want: Expected, have: Expected, where: string): void {
  const others = want.orStatus === undefined ? [] : [want.orStatus].flat();
  if (have.status !== want.status) {
    assert.ok(
      others.includes(have.status ?? ''),
      `${where}: ${have.status ?? ''} (${String(have.reason)}), expected ${want.status ?? ''}`,
    );
    return;
  }
  if (want.source !== undefined && have.via === undefined) {
    assert.equal(plain(have.source), plain(want.source), `${where}: source`);
  }
  if (want.options !== undefined) assert.deepEqual(have.options, want.options, `${where}: options`);
  if (want.value !== undefined) assert.deepEqual(have.value, want.value, `${where}: value`);
  if (want.status === 'range') {
    const accepted = [want.candidates, want.orCandidates].filter(Boolean).map(sorted);
    assert.ok(
      accepted.includes(sorted(have.candidates)),
      `${where}: candidates ${sorted(have.candidates)}, expected ${accepted.join(' or ')}`,
    );
  }
}

const plain = (source: unknown): string =>
  typeof source === 'string'
    ? source
        .replace(/\s+/g, ' ')
        .replace(/^\((.*)\)$/, '$1')
        .trim()
    : '';
const sorted = (candidates: unknown): string =>
  (candidates as unknown[])
    .map((each) => JSON.stringify(each))
    .sort()
    .join(' ');
