/** The pictures of a trace under one setting after another, which share what no setting changes. */
import { strict as assert } from 'node:assert';
import { listBook } from '../../../../src/core/pricing/bundled';
import { tracePicture, tracePictures } from '../../../../src/core/render/scenario/traceCharts';
import { scenarioHost } from '../../../ui/panel/scenarioHost';
import { preparedTrace } from '../../../ui/panel/traceFixture';

const trace = preparedTrace();
const { spells } = trace.pools;
const view = scenarioHost({ min_containers: '1' }, listBook, trace).view().trace!;

describe('pictures of a trace', () => {
  it('do not depend on the setting before, and keep what no setting changes', () => {
    const draw = tracePictures(spells, view);
    const settings = [
      { floor: 0, buffer: 0, window: 60 },
      { floor: 3, buffer: 0, window: 60 },
      { floor: 1, buffer: 2, window: 900 },
      { floor: 0, buffer: 0, window: 60 },
    ];
    const drawn = settings.map((setting) => {
      const picture = draw(setting);
      assert.deepEqual(picture, tracePicture(spells, view, setting), JSON.stringify(setting));
      return picture;
    });
    const [first, second] = drawn;
    assert.notEqual(first!.headline, second!.headline);
    assert.equal(first!.charts[1], second!.charts[1], 'the requests');
    const busy = drawn.map(({ charts }) => charts[0]!.series.find(({ id }) => id === 'busy')!.points);
    assert.equal(new Set(busy).size, 1, 'those that serve requests');
  });
});
