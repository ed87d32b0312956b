import { strict as assert } from 'node:assert';
import { declarationsNamed } from '../../../src/core/modal/declarationNamed';
import { scanText } from '../../support/python';

const TEXT = `import modal
app = modal.App()
@app.function(
    name="deployed",
)
@modal.concurrent(max_inputs=2)
def serve(): ...
if 1:
    @app.function()
    def serve(): ...
@app.cls()
class Model:
    pass
`;

describe('a declaration that somebody names', () => {
  const named = async (text: string): Promise<readonly number[]> =>
    declarationsNamed((await scanText(TEXT)).declarations, text).map(({ line }) => line);

  it('is found by its name, or that which it is deployed under', async () => {
    assert.deepEqual(await named('serve'), [3, 9]);
    assert.deepEqual(await named('deployed'), [3]);
    assert.deepEqual(await named('Model'), [11]);
    assert.deepEqual(await named('other'), []);
  });

  it('is chosen by a line of its decorator or of its definition', async () => {
    for (const line of [3, 4, 5, 7]) assert.deepEqual(await named(`serve:${line}`), [3], String(line));
    for (const line of [9, 10]) assert.deepEqual(await named(`serve:${line}`), [9], String(line));
    for (const line of [2, 8, 11]) assert.deepEqual(await named(`serve:${line}`), [], String(line));
  });
});
