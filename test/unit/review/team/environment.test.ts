import { strict as assert } from 'node:assert';
import { scanModule } from '../../../../src/core/modal/scan';
import type { Declaration } from '../../../../src/core/modal/declaration';
import { UNSET, type Environment, type Variables } from '../../../../src/core/python/environment';
import { PythonModule } from '../../../../src/core/python/module';
import { teamNoteText, teamProblemText } from '../../../../src/core/render/words/teamFile';
import {
  environmentOf,
  environmentWith,
  keepEnvironment,
} from '../../../../src/core/review/team/environmentOf';
import { withoutEffect } from '../../../../src/core/review/team/withoutEffect';
import { applyValues } from '../../../../src/core/review/team/applyTeam';
import { priceScan } from '../../../../src/core/review/team/priceScan';
import { UsageComments } from '../../../../src/core/modal/usageComment';
import { listBook } from '../../../../src/core/pricing/bundled';
import { parseTeamFile, type TeamResult } from '../../../../src/core/review/team/parseTeamFile';
import type { Team } from '../../../../src/core/review/team/team';
import { loadParser, scanText } from '../../../support/python';

const parsed = (members: object): TeamResult =>
  parseTeamFile(JSON.stringify({ version: 1, ...members }, null, 2));

function teamOf(members: object): Team {
  const { team, problems } = parsed(members);
  assert.deepEqual(problems, []);
  return team;
}

const place = (file: string, name: string): { file: string; name: string; qualname: string } => ({
  file,
  name,
  qualname: name,
});

const values = (variables: Variables): Record<string, string> =>
  Object.fromEntries([...variables].map(([name, { value }]) => [name, value]));

const option = (name: string, value: string): Variables =>
  new Map([[name, { value, saidIn: { kind: 'option' } }]]);

async function declared(text: string, environment: Environment): Promise<readonly Declaration[]> {
  const tree = (await loadParser()).parse(text)!;
  try {
    const module = new PythonModule('app/serve.py', text, tree.rootNode);
    return scanModule(module, { environment, find: () => 'absent' }).declarations;
  } finally {
    tree.delete();
  }
}

describe('env in the team file', () => {
  it('is text by the names of variables, each with its line', () => {
    const { env } = teamOf({ env: { GPU_TYPE: 'H100', _x: '' } });
    assert.deepEqual(
      [...env],
      [
        ['GPU_TYPE', { value: 'H100', saidIn: { kind: 'teamFile', line: 4 } }],
        ['_x', { value: '', saidIn: { kind: 'teamFile', line: 5 } }],
      ],
    );
  });

  for (const [env, line, text] of [
    [[], 3, 'env must be an object of environment variables: { "GPU_TYPE": "H100" }.'],
    [{ A: 'x', WARM: 2 }, 5, 'WARM must be a string of at most 1000 characters. Write it in quotes.'],
    [{ ON: true }, 4, 'ON must be a string of at most 1000 characters. Write it in quotes.'],
    [{ X: null }, 4, 'X must be a string of at most 1000 characters.'],
    [{ X: 'x'.repeat(1_001) }, 4, 'X must be a string of at most 1000 characters.'],
    [
      { 'GPU-TYPE': 'H100' },
      4,
      '“GPU-TYPE” is not the name of an environment variable: use letters, digits and “_”, and begin with a letter or “_”.',
    ],
    [
      Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`V${i}`, ''])),
      3,
      'env can have at most 100 variables: the others are ignored.',
    ],
  ] as const)
    it(`is refused with its line: ${text}`, () => {
      for (const [members, below] of [
        [{ env }, 0],
        [{ declarations: { 'a.py::f': { env } } }, 2],
      ] as const) {
        const { problems } = parsed(members);
        assert.deepEqual(
          problems.map((each) => [each.line - below, teamProblemText(each.problem)]),
          [[line, text]],
        );
      }
    });

  it('goes to every declaration, a key’s before it, and an option’s before both', () => {
    const team = teamOf({
      env: { A: 'all', B: 'all', C: 'all', D: 'all' },
      declarations: {
        'app/**::*': { env: { B: 'glob', C: 'glob', D: 'glob' } },
        'app/serve.py::Model': { env: { C: 'key', D: 'key' } },
        'app/serve.py::*': { startup_seconds: 3 },
      },
    });
    const environment = environmentWith(option('D', 'option'), team);
    const of = (file: string, name: string): unknown => values(environment.of(place(file, name)));
    assert.deepEqual(of('app/serve.py', 'Model'), { A: 'all', B: 'glob', C: 'key', D: 'option' });
    assert.deepEqual(of('app/serve.py', 'f'), { A: 'all', B: 'glob', C: 'glob', D: 'option' });
    assert.deepEqual(of('other.py', 'f'), { A: 'all', B: 'all', C: 'all', D: 'option' });
    assert.deepEqual(values(environment.of(null)), { A: 'all', B: 'all', C: 'all', D: 'option' });
    assert.equal(environment.of(place('app/a.py', 'f')), environment.of(place('app/b.py', 'g')));
  });

  it('is the same object as long as it says the same', () => {
    assert.equal(environmentOf(teamOf({})), UNSET);
    const [before, same, other] = [
      teamOf({ env: { A: '1' } }),
      teamOf({ env: { A: '1' }, hoursPerMonth: 700 }),
      teamOf({ env: { A: '2' } }),
    ];
    keepEnvironment(before, same);
    keepEnvironment(before, other);
    assert.equal(environmentOf(same), environmentOf(before));
    assert.notEqual(environmentOf(other), environmentOf(before));
  });

  it('lets one constant be two things for two declarations', async () => {
    const team = teamOf({
      env: { GPU: 'L4' },
      declarations: { '**::Big': { env: { GPU: 'H100' } }, '**::make.*.inner': { env: { GPU: 'A100' } } },
    });
    const text =
      'import modal, os\napp = modal.App()\nG = os.getenv("GPU", "T4")\n@app.function(gpu=G)\ndef small(): ...\n' +
      '@app.cls(gpu=G)\nclass Big:\n  pass\ndef make():\n  @app.function(gpu=G)\n  def inner(): ...\n';
    const found = await declared(text, environmentOf(team));
    assert.deepEqual(
      found.map(({ qualname, gpu }) => [qualname, gpu.value?.[0]?.type]),
      [
        ['small', 'L4'],
        ['Big', 'H100'],
        ['make.<locals>.inner', 'A100'],
      ],
    );
  });
});

describe('values without effect', () => {
  const CODE =
    'import modal, os\nfrom settings import cfg\napp = modal.App()\n' +
    '@app.function(gpu=os.environ.get("GPU_TYPE", "T4"), min_containers=2, memory=cfg.memory)\ndef f(): ...\n' +
    '@app.function(gpu=cfg.gpu, **cfg.options)\ndef g(): ...\n';

  async function notes(declarations: object, isWhole = true, code = CODE, more = {}): Promise<string[]> {
    const scan = await scanText(code, 'app.py');
    const team = teamOf({ ...more, declarations });
    const comments = new UsageComments(code);
    const context = { book: listBook, list: listBook, hoursPerMonth: 730 };
    const assessments = priceScan(scan, (each) => comments.of(each), {
      team,
      context,
      use: { defaults: [], includeStartup: true },
    });
    const seen = { declarations: scan.declarations, assessments, isWhole, unread: ['broken.py'] };
    return withoutEffect(team, seen).map((note) => `${note.range.start.line + 1}: ${teamNoteText(note)}`);
  }

  it('are named with their line, and the variable that they depend on', async () => {
    const gave = { 'app.py::f': { values: { gpu: 'H100', min_containers: 3, memory: 512, timeout: 60 } } };
    assert.deepEqual(await notes(gave), [
      '6: gpu of “app.py::f” is in the code: this value has no effect. It depends on the environment variable GPU_TYPE: give that in “env”.',
      '7: min_containers of “app.py::f” is in the code: this value has no effect.',
      '9: “app.py::f” does not set timeout: this value has no effect.',
    ]);
  });

  it('are those that no declaration takes that their key matches', async () => {
    assert.deepEqual(await notes({ 'app.py::g': { values: { gpu: 'H100', timeout: 60 } } }), []);
    assert.deepEqual(await notes({ '**::*': { values: { gpu: 'H100' } } }), []);
    const glob = { 'app.*::f*': { values: { gpu: 'H100' } } };
    assert.equal((await notes(glob)).length, 1);
    assert.deepEqual(await notes(glob, false), [], 'files that were not read may take it');
  });

  it('are not those that a more specific key replaces', async () => {
    const both = { '**::*': { values: { memory: 1 } }, 'app.py::f': { values: { memory: 2 } } };
    assert.deepEqual(await notes(both), []);
  });

  it('are whole keys that match nothing, whatever they give', async () => {
    for (const given of [
      { values: { gpu: 'H100' } },
      { requests_per_day: 5 },
      { env: { A: '1' } },
      { ignore: {} },
    ])
      assert.deepEqual(await notes({ 'app.py::ff': given }), [
        '4: “app.py::ff” matches no declaration: it has no effect. Did you mean “app.py::f”?',
      ]);
    assert.deepEqual(await notes({ 'gone/*.py::*': { requests_per_day: 5 } }), [
      '4: “gone/*.py::*” matches no declaration: it has no effect. Correct its file or name, or remove it.',
    ]);
    assert.deepEqual(await notes({ 'app.py::ff': { requests_per_day: 5 } }, false), [], 'not all was read');
    assert.deepEqual(await notes({ 'broken.py::f': { requests_per_day: 5 } }), [], 'it was not read');
  });

  const IF = 'if os.environ.get("P") else';
  const RANGE = `import modal, os
app = modal.App()
@app.function(gpu="A10" ${IF} "T4", min_containers=1 ${IF} 4)
def f(): ...
`;

  it('are those that the code cannot have', async () => {
    const given = { 'app.py::f': { values: { gpu: 'H100', min_containers: 2 } } };
    assert.deepEqual(await notes(given, true, RANGE), [
      '6: gpu of “app.py::f” can be T4 or A10 in the code: this value has no effect. Give one of these, or change the code.',
      '7: min_containers of “app.py::f” can be 4 or 1 in the code: this value has no effect. Give one of these, or change the code.',
    ]);
    const [written] = (await scanText(RANGE, 'app.py')).declarations;
    const outside = applyValues(teamOf({ declarations: given }), written!);
    assert.deepEqual([outside.gpu, outside.params], [written!.gpu, written!.params]);
    const within = { 'app.py::f': { values: { gpu: 'a10', min_containers: 4 } } };
    assert.deepEqual(await notes(within, true, RANGE), []);
    const { gpu, params } = applyValues(teamOf({ declarations: within }), written!);
    assert.deepEqual([gpu.value?.[0]?.type, params.min_containers?.value], ['A10', 4]);
  });

  it('are usages that a comment, a schedule or a sandbox has no need of', async () => {
    const code = `import modal
app = modal.App()
# modal-cost: requests_per_day=5
@app.function(gpu="T4")
def f(): ...
@app.function(schedule=modal.Period(days=1))
def nightly(): ...
box = modal.Sandbox.create()
`;
    const usage = { requests_per_day: 7, seconds_per_request: 1 };
    assert.deepEqual(
      await notes(
        { 'app.py::f': usage, 'app.py::nightly': usage, 'app.py::box': { ...usage, concurrency: 3 } },
        true,
        code,
      ),
      [
        '5: The usage comment above “app.py::f” says requests_per_day: this value has no effect. Remove one of them.',
        '9: The schedule of “app.py::nightly” says how often it runs: requests_per_day has no effect.',
        '15: “app.py::box” is a sandbox: concurrency has no effect.',
      ],
    );
    assert.deepEqual(await notes({ '**::*': usage }, true, code), []);
  });

  it('are parameters that a sandbox does not take', async () => {
    const code = 'import modal\nbox = modal.Sandbox.create(**read())\n';
    const values = { min_containers: 2, cpu: 4 };
    assert.deepEqual(await notes({ 'app.py::box': { values } }, true, code), [
      '6: “app.py::box” does not set min_containers: this value has no effect.',
    ]);
  });

  it('are variables that nothing asks for', async () => {
    const team = teamOf({ env: { GPU: 'H100' }, declarations: { '**::*': { env: { WARM: '1' } } } });
    const { declarations } = await scanText(CODE, 'app.py');
    const seen = { declarations, assessments: [], isWhole: true, unread: [] };
    const of = (asked: string): string[] =>
      withoutEffect(team, { ...seen, isAsked: (name) => name === asked }).map(teamNoteText);
    assert.deepEqual(of('WARM'), ['No cost depends on the environment variable GPU: it has no effect.']);
    assert.deepEqual(of('GPU'), ['No cost depends on the environment variable WARM: it has no effect.']);
    assert.deepEqual(withoutEffect(team, seen), []);
  });
});
