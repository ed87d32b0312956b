import { strict as assert } from 'node:assert';
import { repository, type TestRepository } from './repository';

const PROJECT = '[tool.setuptools.packages.find]\nwhere = ["lib"]\n';
const JOB = `import modal
from team.sizes import GPU
app = modal.App("job")
@app.function(gpu=GPU, min_containers=1)
def job(): ...
`;

describe('imports from the folders that a project names', () => {
  let work: TestRepository;
  before(() => {
    work = repository({
      'one/pyproject.toml': PROJECT,
      'one/lib/team/sizes.py': 'GPU = "H100"\n',
      'one/jobs/train.py': JOB,
      'two/train.py': JOB,
      'three/pyproject.toml': PROJECT,
      'three/lib/team/sizes.py': 'GPU = "H100"\n',
      'three/src/team/sizes.py': 'GPU = "L4"\n',
      'three/train.py': JOB,
      'four/pyproject.toml': 'where = [\n',
      'four/train.py': JOB,
    });
  });
  after(() => work.remove());

  it('are read for the files of that project, and only where nothing else is found', async () => {
    const { status, stdout } = await work.run('scan', '.', '--format', 'json');
    assert.equal(status, 0);
    const { declarations } = JSON.parse(stdout) as {
      declarations: { file: string; gpu: { options: { type: string }[] | null } }[];
    };
    assert.deepEqual(
      declarations.map(({ file, gpu }) => [file, gpu.options?.[0]?.type ?? null]),
      [
        ['four/train.py', null],
        ['one/jobs/train.py', 'H100'],
        ['three/train.py', 'L4'],
        ['two/train.py', null],
      ],
    );
  });

  it('are those of each side of a change', async () => {
    const base = work.commit({});
    work.write('one/pyproject.toml', PROJECT.replace('lib', 'other'));
    work.write('one/other/team/sizes.py', 'GPU = "B200"\n');
    const { stdout } = await work.run('diff', '--base', base, '--format', 'json');
    assert.match(stdout, /H100/);
    assert.match(stdout, /B200/);
  });
});
