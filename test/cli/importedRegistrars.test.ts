import { strict as assert } from 'node:assert';
import { folder, modalCost, type Folder } from './run';

const COMMON = `import modal
app = modal.App("shared")
def gpu_function(gpu):
    return app.function(gpu=gpu, min_containers=2)
def register(work, **options):
    return app.function(**options)(work)
`;

describe('files that register with an app and never name Modal', () => {
  let workspace: Folder;
  before(() => {
    workspace = folder({
      'common.py': COMMON,
      'jobs/train.py': 'from common import gpu_function\n\n\n@gpu_function("H100:8")\ndef train(): ...\n',
      'jobs/serve.py':
        'import common\n\n\ndef serve(): ...\n\n\ncommon.register(serve, gpu="A100", min_containers=1)\n',
      'jobs/other.py': 'from common import gpu_function\n\nNAME = gpu_function.__name__\n',
    });
  });
  after(() => workspace.remove());

  it('are scanned, and no others', async () => {
    const { status, stdout } = await modalCost(['scan', '.', '--format', 'json'], { cwd: workspace.path });
    assert.equal(status, 0);
    const scan = JSON.parse(stdout) as {
      files: { parsed: number };
      declarations: { file: string; name: string; gpu: { options: unknown } }[];
    };
    assert.deepEqual(
      scan.declarations
        .filter(({ file }) => file.startsWith('jobs/'))
        .map(({ file, name, gpu }) => [file, name, gpu.options]),
      [
        ['jobs/serve.py', 'serve', [{ type: 'A100', count: 1 }]],
        ['jobs/train.py', 'train', [{ type: 'H100', count: 8 }]],
      ],
    );
    assert.equal(scan.files.parsed, 3);
  });

  for (const [what, files] of Object.entries({
    'by a name in quotes': {
      'common.py':
        'import modal\napp = modal.App("a")\ndef on(f):\n    return getattr(app, "function")(gpu="H100")(f)\n',
      'job.py': 'from common import on\n\n\ndef train(): ...\n\n\non(train)\n',
    },
    'by a name from elsewhere': {
      'kinds.py': 'KIND = "func" + "tion"\n',
      'common.py':
        'import modal\nfrom kinds import KIND\napp = modal.App("a")\ndef on(f):\n    return getattr(app, KIND)(gpu="H100")(f)\n',
      'job.py': 'from common import on\n\n\ndef train(): ...\n\n\non(train)\n',
    },
    'of an app from elsewhere': {
      'common.py': 'import modal\napp = modal.App("a")\n',
      'job.py':
        'from common import app\n\n\ndef train(): ...\n\n\ngetattr(app, "function")(gpu="H100")(train)\n',
    },
  })) {
    it(`are scanned where the method is asked for ${what}`, async () => {
      const { path, remove } = folder(files);
      const { stdout } = await modalCost(['scan', '.', '--format', 'json'], { cwd: path });
      remove();
      const { declarations } = JSON.parse(stdout) as {
        declarations: { name: string; gpu: { options: unknown } }[];
      };
      assert.deepEqual(
        declarations.map(({ name, gpu }) => [name, gpu.options]),
        [['train', [{ type: 'H100', count: 1 }]]],
      );
    });
  }

  it('count in the check', async () => {
    const { status } = await modalCost(['check', '.', '--fail-above', '1000'], { cwd: workspace.path });
    assert.notEqual(status, 0);
  });
});
