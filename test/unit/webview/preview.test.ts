/** Previews that share work with the ones before them are what they would be by themselves. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { listBook } from '../../../src/core/pricing/bundled';
import { MAX_POINTS } from '../../../src/core/render/scenario/scenarioCharts';
import { setTranslate } from '../../../src/core/render/words/translate';
import type { ChartView, PanelView } from '../../../src/protocol';
import { previewer, type Preview } from '../../../src/webview/preview';
import { translation } from '../../../src/webview/strings';
import { scenarioHost } from '../../ui/panel/scenarioHost';

const view = scenarioHost(
  { concurrency: '8', startup_seconds: '20', active_hours_per_day: '10', seconds_per_request: '2' },
  listBook,
).view();

/** A clock that says of each drawing that it took so many milliseconds. */
function clockOf(took: () => number): () => number {
  let [now, isEnd] = [0, false];
  return () => {
    if (isEnd) now += took();
    isEnd = !isEnd;
    return now;
  };
}

const shownIn = (of: PanelView, preview: Preview | null): ChartView[] =>
  of.charts.map((chart) => preview!.chart(chart));

const points = (preview: Preview | null): number => shownIn(view, preview)[0]!.series[0]!.points.length;

function assertSame(of: PanelView, a: Preview | null, b: Preview | null, what?: string): void {
  assert.equal(a?.headline, b?.headline, what);
  assert.deepEqual(shownIn(of, a), shownIn(of, b), what);
}

describe('previews', () => {
  it('do not depend on what was dragged before', () => {
    const previewOf = previewer(clockOf(() => 0));
    const steps = [
      ['requests_per_day', 40_000],
      ['requests_per_day', 43_000],
      ['requests_per_day', 900_000],
      ['seconds_per_request', 0.5],
      ['requests_per_day', 43_000],
      ['scaledown_window', 600],
      ['min_containers', 3],
      ['requests_per_day', 40_000],
    ] as const;
    for (const [name, value] of steps) {
      const alone = previewer(clockOf(() => 0))(view, name, value);
      assertSame(view, previewOf(view, name, value), alone, `${name}=${value}`);
    }
    const other = scenarioHost({ scaledown_window: '300' }, listBook).view();
    assertSame(
      other,
      previewOf(other, 'requests_per_day', 40_000),
      previewer(clockOf(() => 0))(other, 'requests_per_day', 40_000),
    );
  });

  it('draw a chart when it is looked at, once, and leave those that no model draws as they are', () => {
    let drawings = 0;
    const preview = previewer(clockOf(() => ++drawings && 0))(view, 'requests_per_day', 40_000)!;
    assert.equal(drawings, 0);
    const [first, , frontier] = view.charts;
    const drawn = preview.chart(first!);
    assert.notEqual(drawn, first);
    assert.equal(preview.chart(first!), drawn);
    assert.equal(preview.chart(frontier!), frontier);
    assert.equal(drawings, 1);
  });

  it('have fewer points if they take long, and no more along the requests until something else moves', () => {
    let took = 20;
    const previewOf = previewer(clockOf(() => took));
    const all = points(previewOf(view, 'requests_per_day', 40_000));
    assert.ok(all >= MAX_POINTS);
    const few = points(previewOf(view, 'requests_per_day', 40_000));
    assert.ok(few < all / 2, `${few} of ${all}`);
    took = 0;
    for (let i = 0; i < 3; i++) assert.ok(points(previewOf(view, 'requests_per_day', 40_000)) <= few);
    for (let i = 0; i < 30; i++) points(previewOf(view, 'startup_seconds', 20));
    assert.equal(points(previewOf(view, 'requests_per_day', 40_000)), all);
  });

  describe('in another language', () => {
    const mark = (message: string): string => `«${message.replace(/(\{\d+\})/g, '»$1«')}»`;
    const messages = Object.keys(JSON.parse(readFileSync('l10n/bundle.l10n.json', 'utf8')) as object);
    const carried = Object.fromEntries(messages.map((message) => [message, mark(message)]));

    beforeEach(() => setTranslate(translation(JSON.stringify(carried))));
    afterEach(() => setTranslate(undefined));

    it('contain no English except the names of the offers', () => {
      const hosts = ['1', '8'].map((concurrency) => scenarioHost({ concurrency }, listBook).view());
      const names = hosts
        .flatMap(({ model }) => model!.offers.map(({ label }) => label))
        .sort((a, b) => b.length - a.length);
      const texts = hosts.flatMap((host) =>
        [50, 40_000, 9_000_000].flatMap((requests) => {
          const preview = previewer(clockOf(() => 0))(host, 'requests_per_day', requests)!;
          const drawn = shownIn(host, preview).filter(({ drag }) => drag !== null);
          assert.equal(drawn.length, 2);
          return [preview.headline, ...drawn.flatMap(textsOf)];
        }),
      );
      const untranslated = texts.filter((text) => {
        const own = names.reduce((rest, name) => rest.replaceAll(name, ''), text.replace(/«[^»]*»/g, ''));
        return /[A-Za-z]/.test(own);
      });
      assert.deepEqual(untranslated, []);
    });
  });
});

/** All that is read of a chart. */
function textsOf({ title, description, x, y, series, markers, table }: ChartView): string[] {
  const ticks = [x, y].flatMap((axis) => [axis.label, ...axis.ticks.map(({ label }) => label)]);
  const labels = [...series, ...markers, ...table.columns].map(({ label }) => label);
  return [
    title,
    description,
    ...ticks,
    ...labels,
    table.caption,
    ...table.rows.flatMap(({ cells }) => cells),
  ];
}
