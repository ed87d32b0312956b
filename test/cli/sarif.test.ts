import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import { repository as home } from '../../package.json';
import { RULE_IDS } from '../../src/core/review/findings/rules';
import { changedRepository } from './change';
import { folder, modalCost } from './run';

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
}
interface Notification {
  readonly properties: { readonly kind: string };
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { uri: string } };
  }[];
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { id: string; helpUri: string }[] } };
  readonly invocations: readonly {
    readonly toolExecutionNotifications: readonly Notification[];
    readonly toolConfigurationNotifications: readonly Notification[];
  }[];
  readonly results: readonly Result[];
}

/** The schema as its authors give it; draft 4 and 7 differ in the name of an id, for what it uses. */
function sarifSchema(): SchemaObject {
  const path = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
  const { id, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as SchemaObject & { id: string };
  return { ...schema, $schema: 'http://json-schema.org/draft-07/schema#', $id: id };
}

const isReference = (text: string): boolean => URL.canParse(text, 'file:///root/');
const isSarif = new Ajv({
  strict: false,
  allErrors: true,
  // One of its patterns has a bracket too many.
  unicodeRegExp: false,
  formats: { uri: (text: string) => URL.canParse(text), 'uri-reference': isReference, 'date-time': true },
}).compile(sarifSchema());

async function sarifOf(cwd: string, ...args: readonly string[]): Promise<Run> {
  const { stdout, stderr } = await modalCost(['check', '--format=sarif', ...args], { cwd });
  const log = JSON.parse(stdout) as { runs: readonly Run[] };
  isSarif(log);
  assert.deepEqual(isSarif.errors ?? [], [], stderr);
  return log.runs[0]!;
}

const warm = (text: string): string => `import modal\napp = modal.App()\n${text}`;
const H100 = '@app.function(gpu="H100", min_containers=1, max_containers=2)\ndef f(): ...\n';

describe('SARIF', () => {
  it('is by its schema, of the examples, of every form of Modal code and of a change', async () => {
    for (const path of ['examples', 'test/fixtures/forms', 'test/golden/findings']) await sarifOf('.', path);
    const repo = changedRepository();
    const log = JSON.parse((await repo.run('check', '--format=sarif', '--base=main')).stdout) as object;
    assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
    assert.equal(isSarif({ ...log, version: '2.0.0' }), false);
    assert.equal(isSarif({ ...log, runs: [{}] }), false);
    repo.remove();
  });

  it('has every rule, each with its page', async () => {
    const { tool, results } = await sarifOf('.', 'test/golden/findings');
    const { rules } = tool.driver;
    assert.deepEqual(
      rules.map(({ id }) => id),
      RULE_IDS,
    );
    const root = `${home.url.replace(/\.git$/, '')}/blob/main/`;
    for (const { helpUri } of rules) {
      assert.ok(helpUri.startsWith(root));
      assert.ok(existsSync(helpUri.slice(root.length)), helpUri);
    }
    for (const { ruleId, ruleIndex } of results) assert.equal(rules[ruleIndex]!.id, ruleId);
  });

  it('names the place in the text, and files as references from the root', async () => {
    const names = ['a b/ä.py', '100%.py', 'q?x#y.py', '[x](y).py', 'c:d.py'];
    const work = folder(Object.fromEntries(names.map((name) => [name, warm(H100)])));
    const { results } = await sarifOf(work.path);
    const found = results.filter(({ ruleId }) => ruleId === 'warm-gpu').map(({ locations }) => locations[0]!);
    const uris = found.map(({ physicalLocation: { artifactLocation } }) => artifactLocation.uri);
    assert.deepEqual(uris.map(decodeURIComponent).sort(), [...names].sort());
    for (const uri of uris) {
      const { pathname } = new URL(uri, 'file:///root/');
      assert.equal(decodeURIComponent(pathname), `/root/${decodeURIComponent(uri)}`);
    }
    const { startLine, startColumn, endLine, endColumn } = found[0]!.physicalLocation.region;
    assert.equal(startLine, endLine);
    assert.equal(
      warm(H100)
        .split('\n')
        [startLine - 1]!.slice(startColumn - 1, endColumn - 1),
      'min_containers=1',
    );
    work.remove();
  });

  it('knows a finding again, whatever lines and figures have become', async () => {
    const work = folder({ 'a.py': warm(H100) });
    const prints = async (): Promise<string[]> =>
      (await sarifOf(work.path)).results.map(
        ({ partialFingerprints }) => partialFingerprints['modalCost/v1']!,
      );
    const first = await prints();
    assert.ok(first.length > 0);
    work.write('a.py', warm(`\n\nX = 1\n\n${H100.replace('min_containers=1', 'min_containers=2')}`));
    assert.deepEqual(await prints(), first);
    work.write('a.py', warm(H100 + H100.replace('def f', 'def g')));
    const both = await prints();
    assert.equal(new Set(both).size, both.length);
    for (const each of first) assert.ok(both.includes(each));
    work.write('a.py', warm(H100 + H100));
    const twice = await prints();
    assert.equal(new Set(twice).size, twice.length);
    work.remove();
  });

  it('keeps what is silenced, with the reason', async () => {
    const work = folder({
      'a.py': warm(`# modal-cost: ignore warm-gpu the demo\n${H100}${H100.replace('def f', 'def g')}`),
      'modal-cost.json': JSON.stringify({
        version: 1,
        declarations: { 'a.py::g': { ignore: { 'warm-gpu': 'sold so' } } },
      }),
    });
    const warms = (await sarifOf(work.path)).results.filter(({ ruleId }) => ruleId === 'warm-gpu');
    assert.deepEqual(
      warms.map(({ suppressions }) => suppressions.map(({ kind, justification }) => [kind, justification])),
      [[['inSource', 'the demo']], [['external', 'sold so']]],
    );
    work.remove();
  });

  it('says which files were not read, and what is wrong in the team file', async () => {
    const work = folder({
      'a.py': warm(H100),
      'b%.py': new Uint8Array([0xff]),
      'modal-cost.json': '{ "version": 1, "ruels": 1 }',
    });
    const [invocation] = (await sarifOf(work.path)).invocations;
    assert.deepEqual(
      invocation!.toolExecutionNotifications.map(({ message, properties }) => [
        message.text,
        properties.kind,
      ]),
      [['b%.py: skipped, not UTF-8 text', 'notUtf8']],
    );
    const [wrong] = invocation!.toolConfigurationNotifications;
    assert.match(wrong!.message.text, /ruels/);
    assert.equal(wrong!.properties.kind, 'unknownMember');
    work.remove();
  });

  it('makes no link of what stands in the code', async () => {
    const work = folder({
      'a.py': warm('@app.function(gpu="[x](https://evil.example)")\ndef f(): ...\n'),
    });
    const { results } = await sarifOf(join(work.path));
    assert.ok(results.some(({ message }) => /evil|EVIL/.test(message.text)));
    for (const { message } of results) assert.doesNotMatch(message.text, /\]\(/);
    work.remove();
  });
});
