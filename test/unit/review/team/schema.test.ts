import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import schema from '../../../../schemas/modal-cost.schema.json';
import { NEEDS } from '../../../../src/core/modal/needs';
import { USAGE_FIELDS } from '../../../../src/core/modal/usageFields';
import { bundledBooks } from '../../../../src/core/pricing/bundled';
import { ruleTitle } from '../../../../src/core/render/words/ruleTitles';
import { RULE_IDS, RULE_LEVELS, ruleInfo } from '../../../../src/core/review/findings/rules';
import {
  BUDGET_KEYS,
  BUDGETS_KEYS,
  DECLARATION_KEYS,
  DISCOUNT_KEYS,
  HOURS_PER_MONTH,
  TEAM_KEYS,
  VALUE_KEYS,
  VALUE_SPECS,
} from '../../../../src/core/review/team/teamFields';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { TEAM_PARAMETERS } from '../../../../src/core/review/team/team';
import { plainJson } from './plainJson';
import { usageFieldText } from '../../../../src/core/render/words/usageWords';

const ajv = new Ajv({ allErrors: true, strict: true, keywords: ['enumDescriptions'], strictTypes: false });
const conforms = ajv.compile(schema);
const { properties, $defs } = schema;
const values = $defs.declaration.properties.values.properties;

/** Texts right and wrong: the schema that an editor uses must judge them as the parser does. */
const cases: readonly (readonly [text: string, right: boolean])[] = [
  ['{ "version": 1 }', true],
  ['{}', false],
  ['[]', false],
  ['{ "version": 2 }', false],
  ['{ "version": 1, "nothing": 1 }', false],
  ['{ "version": 1, "priceBook": "prices/ours.json" }', true],
  ['{ "version": 1, "priceBook": "/etc/ours.json" }', false],
  ['{ "version": 1, "priceBook": "a/../../ours.json" }', false],
  ['{ "version": 1, "priceBook": "https://example.com/x.json" }', false],
  ['{ "version": 1, "hoursPerMonth": 744 }', true],
  ['{ "version": 1, "hoursPerMonth": 744.1 }', false],
  ['{ "version": 1, "env": { "GPU_TYPE": "H100", "_x9": "" } }', true],
  ['{ "version": 1, "env": [] }', false],
  ['{ "version": 1, "env": { "9X": "a" } }', false],
  ['{ "version": 1, "env": { "GPU-TYPE": "a" } }', false],
  ['{ "version": 1, "env": { "WARM": 2 } }', false],
  ['{ "version": 1, "env": { "X": "a\\u0000" } }', false],
  [`{ "version": 1, "env": { "X": "${'x'.repeat(1_000)}" } }`, true],
  [`{ "version": 1, "env": { "X": "${'x'.repeat(1_001)}" } }`, false],
  [`{ "version": 1, "env": { ${Array.from({ length: 101 }, (_, i) => `"V${i}": ""`).join()} } }`, false],
  ['{ "version": 1, "declarations": { "a.py::*": { "env": { "GPU_TYPE": "H100" } } } }', true],
  ['{ "version": 1, "declarations": { "a.py::*": { "env": { "GPU_TYPE": null } } } }', false],
  ['{ "version": 1, "discounts": { "all": 1, "gpu": { "H100!": 0.5 } } }', true],
  ['{ "version": 1, "discounts": { "all": 0 } }', false],
  ['{ "version": 1, "discounts": { "gpu": { "H 100": 0.5 } } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "concurrency": 8, "memory_gib": 2.5 } } }', true],
  ['{ "version": 1, "declarations": { "a.py::f": { "concurrency": 8.5 } } }', false],
  ['{ "version": 1, "declarations": { "a.py": {} } }', false],
  ['{ "version": 1, "declarations": { "/a.py::f": {} } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "values": { "gpu": null, "region": "us" } } } }', true],
  ['{ "version": 1, "declarations": { "a.py::f": { "values": { "gpu": [] } } } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "values": { "gpu": "H100:0" } } } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "values": { "max_containers": 0 } } } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "ignore": { "no-price": "" } } } }', false],
  ['{ "version": 1, "declarations": { "a.py::f": { "ignore": { "nothing": "x" } } } }', false],
  ['{ "version": 1, "budgets": { "workspace": { "floor": 0 } } }', true],
  ['{ "version": 1, "budgets": { "workspace": {} } }', false],
  ['{ "version": 1, "budgets": { "apps": { "a": { "floor": 0 } } } }', false],
  ['{ "version": 1, "rules": { "warm-gpu": { "usdPerMonth": 5 }, "no-price": "error" } }', true],
  ['{ "version": 1, "rules": { "warm-gpu": "loud" } }', false],
  ['{ "version": 1, "rules": { "old-name": { "usdPerMonth": 5 } } }', false],
];

describe('the schema of the team file', () => {
  for (const [text, right] of cases) {
    it(`${right ? 'takes' : 'refuses'} ${text}, as the parser does`, () => {
      assert.equal(conforms(JSON.parse(text)), right, JSON.stringify(conforms.errors));
      assert.equal(parseTeamFile(text).problems.length === 0, right);
    });
  }

  it('accepts every example of docs/team-file.md, as the parser does', () => {
    const page = readFileSync(resolve('docs/team-file.md'), 'utf8');
    const examples = [...page.matchAll(/```jsonc\n([^]*?)```/g)].map(([, text]) => text!);
    assert.ok(examples.length >= 3);
    for (const text of examples) {
      assert.deepEqual(parseTeamFile(text).problems, [], text);
      assert.ok(conforms(plainJson(text)), `${text}\n${JSON.stringify(conforms.errors)}`);
    }
  });

  it('has the parser’s keys, no more and no fewer', () => {
    const same = (object: object, keys: readonly string[]): void =>
      assert.deepEqual(Object.keys(object).sort(), [...keys].sort());
    same(properties, TEAM_KEYS);
    same(properties.discounts.properties, DISCOUNT_KEYS);
    same($defs.declaration.properties, DECLARATION_KEYS);
    same(values, VALUE_KEYS);
    same($defs.declaration.properties.ignore.properties, RULE_IDS);
    same(properties.budgets.properties, BUDGETS_KEYS);
    same($defs.budget.properties, BUDGET_KEYS);
    same(properties.rules.properties, RULE_IDS);
    assert.deepEqual($defs.level.enum, RULE_LEVELS);
    for (const id of RULE_IDS) {
      const [, object] = properties.rules.properties[id].anyOf as [unknown, { properties: object }];
      same(object.properties, ['severity', ...ruleInfo(id).thresholds.map(({ name }) => name)]);
    }
  });

  it('has the parser’s ranges, words and defaults', () => {
    assert.deepEqual(
      [properties.hoursPerMonth.minimum, properties.hoursPerMonth.maximum],
      [HOURS_PER_MONTH.min, HOURS_PER_MONTH.max],
    );
    assert.deepEqual(properties.priceBook.anyOf[0]?.enum, [...bundledBooks.keys()]);
    const fields = $defs.declaration.properties as Record<string, Record<string, unknown>>;
    for (const { field, name, shape, min, max, whole, weights } of USAGE_FIELDS) {
      const { description: text, ...schemaOf }: Record<string, unknown> = fields[name]!;
      assert.ok(String(text).startsWith(usageFieldText(field)), name);
      if (shape === 'flag') assert.deepEqual({ ...schemaOf }, { type: 'boolean' }, name);
      if (shape === 'words')
        assert.deepEqual(
          { ...schemaOf },
          { type: 'array', uniqueItems: true, items: { enum: [...NEEDS] } },
          name,
        );
      if (shape === 'flag' || shape === 'words') continue;
      const { type, minimum, maximum } = (weights === null ? schemaOf : schemaOf.items) as Record<
        string,
        unknown
      >;
      if (weights !== null)
        assert.deepEqual(
          [schemaOf.type, schemaOf.minItems, schemaOf.maxItems],
          ['array', weights, weights],
          name,
        );
      assert.deepEqual([type, minimum, maximum], [whole ? 'integer' : 'number', min, max], name);
    }
    for (const name of TEAM_PARAMETERS) {
      const spec = VALUE_SPECS[name];
      if (spec.kind !== 'number') continue;
      const { type, minimum, maximum } = values[name] as Record<string, unknown>;
      assert.deepEqual(
        [type, minimum, maximum],
        [spec.whole ? 'integer' : 'number', spec.min, spec.max],
        name,
      );
    }
    for (const id of RULE_IDS) {
      const { description, anyOf } = properties.rules.properties[id];
      const { severity, thresholds } = ruleInfo(id);
      assert.ok(description.startsWith(ruleTitle(id)) && description.includes(severity), id);
      const given = (anyOf as [unknown, { properties: Record<string, { default?: number }> }])[1].properties;
      for (const { name, fallback } of thresholds)
        assert.equal(given[name]?.default, fallback, `${id}.${name}`);
    }
  });

  it('has a hover text for every key', () => {
    const missing: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, value] of Object.entries(node)) {
        if (name !== 'properties') {
          walk(value, `${path}.${name}`);
          continue;
        }
        for (const [key, each] of Object.entries(value as Record<string, Record<string, unknown>>)) {
          if (each.description === undefined && key !== 'severity') missing.push(`${path}.${key}`);
          walk(each, `${path}.${key}`);
        }
      }
    };
    walk(schema, '$');
    assert.deepEqual(missing, []);
  });
});
