/** A file's lenses are there as soon as it is open, in every window: whoever has to touch it first takes it for free. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../host/serverHost.mjs';
import { modalFile } from '../../bench/generate';

/** In the suite as few as show that it works; `npm test -- --windows 100` looks for what happens now and then. */
const WINDOWS = Number(process.env.MODAL_COST_WINDOWS ?? 4);

/** Long, for the first parse of a file meets code that is not compiled yet: this one’s takes several times as long as later ones. */
const LINES = 5_000;

describe('a file that is opened anew', function () {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'modal-cost-opening-'));
    writeFileSync(join(folder, 'app.py'), modalFile(LINES));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Half of them open it from the start, before the extension is there; half in a window that runs. */
  for (let i = 0; i < WINDOWS; i++)
    it(`shows its prices in window ${i + 1} of ${WINDOWS}`, async () => {
      const how = i % 2 === 0 ? { startFile: 'app.py' } : { files: ['app.py'] };
      const session = await open({ folder, height: 1_400, ...how });
      try {
        await session.lens('$').waitFor();
      } finally {
        await session.close();
      }
    });
});
