import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { Ajv } from 'ajv';
import schema from '../../schemas/modal-cost.schema.json';
import { USAGE_FIELDS } from '../../src/core/modal/usageFields';
import { RULE_IDS, RULE_LEVELS, ruleInfo } from '../../src/core/review/findings/rules';
import { globMatches, parseGlob } from '../../src/core/review/team/glob';
import type { JsonNode } from '../../src/core/json/jsonNode';
import { readJsonTree } from '../../src/core/json/jsonTree';
import { parseTeamFile } from '../../src/core/review/team/parseTeamFile';
import { teamProblemText } from '../../src/core/render/words/teamFile';
import { TEAM_JSON } from '../../src/core/review/team/teamFields';

const conforms = new Ajv({ strict: true, keywords: ['enumDescriptions'], strictTypes: false }).compile(
  schema,
);

/** Pieces of JSON, whole and broken. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        '//',
        '/*',
        '*/',
        '\n',
        '\t',
        ' ',
        '-',
        '1',
        '0.5',
        'null',
      ),
      fc.constantFrom(
        '"version": 1',
        '"declarations"',
        '"a.py::f"',
        '"gpu"',
        '"rules": {"warm-gpu": "off"}',
        '\u2028',
        '\ud800',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

const usage = fc
  .subarray([...USAGE_FIELDS])
  .map((fields) => Object.fromEntries(fields.map(({ name, example }) => [name, example])));
const key = fc.constantFrom('a.py::f', '**::*', 'app/*.py::Mod?l', 'x/**/y.py::make.<locals>.f');
const levels = fc.constantFrom(...RULE_LEVELS);
const budget = fc.record({ floor: fc.integer({ min: 0, max: 9_999 }) });
/** Team files that are right. */
const team = fc.record(
  {
    version: fc.constant(1),
    priceBook: fc.constantFrom('review-2026-05', 'prices/ours.json'),
    hoursPerMonth: fc.integer({ min: 1, max: 744 }),
    discounts: fc.record({
      all: fc.constantFrom(0.5, 1),
      gpu: fc.constantFrom({ H100: 0.85 }, { A10: 0.1, 'H100!': 1 }),
    }),
    declarations: fc.dictionary(key, usage, { noNullPrototype: true }),
    budgets: fc.record({ workspace: budget, apps: fc.dictionary(key, budget, { noNullPrototype: true }) }),
    rules: fc.subarray([...RULE_IDS]).chain((ids) =>
      fc
        .tuple(
          ...ids.map((id) =>
            fc.oneof(
              levels,
              fc.constant({
                [ruleInfo(id).thresholds[0]?.name ?? 'severity']: ruleInfo(id).thresholds[0] ? 7 : 'info',
              }),
            ),
          ),
        )
        .map((values) => Object.fromEntries(ids.map((id, i) => [id, values[i]]))),
    ),
  },
  { requiredKeys: ['version'] },
);

function plain(node: JsonNode | null): unknown {
  switch (node?.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ name, value }) => [name, plain(value)]));
    case 'array':
      return node.items.map(plain);
    default:
      return node?.value;
  }
}

describe('the team file, whatever is in it', () => {
  it('is read without an exception, and its problems stand in its text', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { problems } = parseTeamFile(text);
        const lines = text.split(/\r\n|[\r\n]/);
        assert.ok(problems.length <= 50);
        for (const { line, column, range, problem } of problems) {
          assert.ok(line >= 1 && line <= lines.length, `line ${line} of ${lines.length}`);
          assert.ok(column >= 1 && column <= lines[line - 1]!.length + 1);
          assert.deepEqual([range.start.line, range.start.column], [line - 1, column - 1]);
          assert.ok(range.end.line > range.start.line || range.end.column >= range.start.column);
          assert.doesNotMatch(teamProblemText(problem), /[\u0000-\u001f\u007f-\u009f]/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is right has no problems, by the parser and by the schema', () => {
    fc.assert(
      fc.property(team, (value) => {
        assert.deepEqual(parseTeamFile(JSON.stringify(value, null, 1)).problems, []);
        assert.ok(conforms(value), JSON.stringify(conforms.errors));
      }),
    );
  });

  it('says the same with comments and trailing commas', () => {
    fc.assert(
      fc.property(team, (value) => {
        const text = JSON.stringify(value, null, 1);
        const dressed = text
          .replace(/([^,{[\s])\n(\s*[}\]])/g, '$1, // last\n$2')
          .replace(/: /g, ' /* to */ : ');
        const [bare, full] = [readJsonTree(text, TEAM_JSON), readJsonTree(dressed, TEAM_JSON)];
        assert.deepEqual(full.problems, []);
        assert.deepEqual(plain(full.root), plain(bare.root));
        assert.deepEqual(plain(bare.root), JSON.parse(text));
      }),
    );
  });

  it('keeps all other settings where one member is bad', () => {
    const bad = fc.constantFrom(
      '"hoursPerMonth": "x"',
      '"nothing": 1',
      '"plan": oops',
      '"countStartup": 3',
      "'plan': 1",
    );
    fc.assert(
      fc.property(team, bad, (value, member) => {
        const text = JSON.stringify({ ...value, hoursPerMonth: undefined });
        const good = parseTeamFile(text).team;
        const { team: kept, problems } = parseTeamFile(`{${member},${text.slice(1)}`);
        assert.ok(problems.length >= 1);
        assert.deepEqual(kept.rules, good.rules);
        assert.deepEqual(kept.discounts, good.discounts);
        assert.deepEqual(
          kept.declarations.map((each) => each.usage),
          good.declarations.map((each) => each.usage),
        );
        assert.equal(kept.priceBook, good.priceBook);
        assert.equal(kept.budgets.apps.length, good.budgets.apps.length);
      }),
    );
  });

  it('agrees with JSON.parse on every text that it takes for JSON without problems', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const { root, problems } = readJsonTree(text, TEAM_JSON);
        // Negative zero is zero in a file of settings; a name that stands twice is a problem here.
        if (problems.length === 0 && !text.includes('__proto__'))
          assert.deepEqual(plain(root), JSON.parse(text));
        else assert.equal(problems[0]?.problem.kind ?? 'nameTwice', 'nameTwice');
      }),
    );
  });
});

describe('globs, whatever the pattern', () => {
  /** The same as a regular expression: another opinion, and one that may explode. */
  function expression(glob: string): RegExp {
    const source = glob.replace(/\*\*\/|\*\*|\*|\?|[^*?]/g, (piece) => {
      if (piece === '**/') return '(?:.*/)?';
      if (piece === '**') return '.*';
      if (piece === '*') return '[^/]*';
      return piece === '?' ? '[^/]' : piece.replace(/[.\\+^$()[\]{}|]/g, '\\$&');
    });
    return new RegExp(`^${source}$`, 's');
  }

  it('match what the regular expression does', () => {
    const bits = (pieces: readonly string[], maxLength: number): fc.Arbitrary<string> =>
      fc.array(fc.constantFrom(...pieces), { maxLength }).map((all) => all.join(''));
    fc.assert(
      fc.property(
        bits(['a', 'b', '/', '.', '*', '**', '**/', '?'], 7),
        bits(['a', 'b', '/', '.'], 9),
        (glob, text) => {
          assert.equal(globMatches(parseGlob(glob), text), expression(glob).test(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
