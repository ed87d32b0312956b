// What package.json declares against what the source says: for all that VS Code does not tell when it runs.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Loosely typed, so that what is added later is looked at too. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const read = (file: string): string => readFileSync(file, 'utf8');
const manifest = JSON.parse(read('package.json')) as {
  readonly [key: string]: Json;
  readonly contributes: Record<string, Json>;
  readonly activationEvents: readonly string[];
};
const words = JSON.parse(read('package.nls.json')) as Record<string, string>;
const source = ['host', 'features', 'core/tools']
  .flatMap((folder) =>
    readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/${file}`))
  .join('\n');

/** Every string below a value, with the keys that lead to it. */
function strings(
  value: Json | undefined,
  path: readonly string[] = [],
): { path: readonly string[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, Json]) => strings(inner, [...path, key]));
}

function valuesOf(key: string, within: Json | undefined = manifest.contributes): string[] {
  return strings(within).flatMap(({ path, text }) => (path.at(-1) === key ? [text] : []));
}

const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!);

const everyText = [...strings(manifest.contributes).map(({ text }) => text), ...Object.values(words)].join(
  '\n',
);
const { contributes } = manifest;
const commands = new Set(valuesOf('command', contributes.commands));
const settings = new Set(Object.keys((contributes.configuration as { properties: object }).properties));

describe('what package.json declares', () => {
  it('names commands that it declares: in menus, keys, links and walkthroughs', () => {
    const named = [
      ...valuesOf('command', [contributes.menus ?? null, contributes.keybindings ?? null]),
      ...matches(everyText, /\bonCommand:([\w.-]+)/g),
      ...matches(everyText, /\]\(command:([\w.-]+)/g),
    ];
    assert.ok(named.length > 0);
    const own = sorted(named).filter((each) => each.startsWith('modalCost.'));
    assert.deepEqual(
      own.filter((each) => !commands.has(each)),
      [],
    );
  });

  it('names settings that it declares: in descriptions, conditions and walkthroughs', () => {
    const named = [
      ...matches(everyText, /#(modalCost\.[\w.]+)#/g),
      ...matches(everyText, /\bconfig\.(modalCost\.[\w.]+)/g),
      ...matches(everyText, /\bonSettingChanged:([\w.]+)/g),
    ];
    assert.deepEqual(
      sorted(named).filter((each) => !settings.has(each)),
      [],
    );
  });

  it('asks for the context keys that the code sets, and for no others', () => {
    const when = valuesOf('when').concat(valuesOf('enablement')).join('\n');
    const views = valuesOf('id', contributes.views);
    const asked = matches(when, /(?<![\w.])(modalCost\.\w+)/g).filter((each) => !views.includes(each));
    // Set by name, or by one of the names that host/contributions.ts lists.
    const [listed = ''] = matches(source, /\bCONTEXT = \{([^}]*)\}/g);
    const set = [
      ...matches(source, /'setContext',\s*['`](modalCost\.\w+)['`]/g),
      ...matches(listed, /'(modalCost\.\w+)'/g),
    ];
    assert.deepEqual(sorted(asked), sorted(set));
  });

  it('has views, panels and tools that the code registers', () => {
    const panels = matches(manifest.activationEvents.join('\n'), /^onWebviewPanel:(.+)$/gm);
    const tools = valuesOf('name', contributes.languageModelTools);
    const ids = [...valuesOf('id', contributes.views), ...panels, ...tools];
    assert.ok(ids.length > 0);
    assert.deepEqual(
      ids.filter((id) => !new RegExp(`['"]${id}['"]`).test(source)),
      [],
    );
  });

  it('has a text for each of its keys, and a key for each text', () => {
    const asked = matches(JSON.stringify(manifest), /"%([^%"]+)%"/g);
    assert.deepEqual(sorted(asked), sorted(Object.keys(words)));
  });

  it('points at files that are there', () => {
    const files = strings(manifest)
      .map(({ text }) => text)
      .filter((text) => /^(\.\/)?(media|schemas|skills|syntaxes|l10n|dist)\b/.test(text));
    assert.ok(files.includes('media/icon.png'));
    assert.deepEqual(
      files.filter((file) => !existsSync(file)),
      [],
    );
  });
});
