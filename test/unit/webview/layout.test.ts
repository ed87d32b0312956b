import { strict as assert } from 'node:assert';
import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { panelFixture } from '../../ui/panel/fixture';
import { layoutOf, type Layout, type LayoutOptions } from '../../../src/webview/chart/layout';
import { linePath, shapeAt, stepPath } from '../../../src/webview/chart/shapes';

const measure = (text: string): number => Array.from(text).length * 6.5;
const none: ReadonlySet<string> = new Set();
const { charts } = panelFixture();
const utilization = charts[0]!;
const at = (width: number, options: Partial<LayoutOptions> = {}): Layout =>
  layoutOf(utilization, { width, plotHeight: 240, ends: true, hidden: none, measure, ...options });

describe('paths', () => {
  const scale = scaleLinear().domain([0, 1]).range([0, 100]);
  it('draws lines in tenths of pixels', () => {
    const points = [
      [0, 0],
      [1 / 3, 1],
    ] as const;
    assert.equal(linePath(points, scale, scale), 'M0,0L33.3,100');
    assert.equal(linePath([[0.5, 0.5]], scale, scale), 'M50,50Z');
    assert.equal(linePath([], scale, scale), '');
  });

  it('draws steps that hold until the next point, the last one to the end, and goes on where the height stays', () => {
    const points = [
      [0, 0],
      [0.2, 1],
      [0.25, 1.0001],
      [1 / 3, 0.5],
    ] as const;
    assert.equal(stepPath(points, scale, scale), 'M0,0H20V100H33.3V50H100');
    assert.equal(stepPath([[0.5, 0.5]], scale, scale), 'M50,50H100');
    assert.equal(stepPath([], scale, scale), '');
  });

  it('has nine shapes that differ', () => {
    const shapes = Array.from({ length: 9 }, (_, style) => shapeAt(style, [1, 2], 4));
    assert.equal(new Set(shapes.map(({ d, transform }) => `${d} ${transform}`)).size, 9);
    assert.deepEqual(shapeAt(10, [1, 2], 3), shapeAt(1, [1, 2], 3));
  });

  it('puts a shape where it is told to, turned or not', () => {
    assert.equal(shapeAt(0, [1.26, 2], 4).transform, 'translate(1.3 2)');
    assert.equal(shapeAt(4, [1.26, 2], 4).transform, 'translate(1.3 2) rotate(180)');
  });
});

describe('a chart’s layout', () => {
  it('labels lines at their ends if there is room', () => {
    assert.equal(at(720).ends.length, 6);
    assert.equal(at(400).ends.length, 0);
    assert.ok(at(400).plot.right > 380);
  });

  it('leaves hidden lines out', () => {
    const { series, ends } = at(720, { hidden: new Set(['modal', 'replicate-h100']) });
    assert.equal(series.length, 4);
    assert.equal(ends.length, 4);
  });

  it('marks the break-evens and the present point, the present one on top', () => {
    const { markers, x } = at(720);
    assert.deepEqual(
      markers.map(({ marker }) => marker.kind),
      ['breakEven', 'breakEven', 'present'],
    );
    for (const { marker, x: px, flag } of markers) {
      assert.equal(px, x(marker.x));
      assert.equal(flag?.label, marker.label);
    }
  });

  it('goes from data to pixels and back', () => {
    const { x, y, plot } = at(720);
    assert.equal(x(0), plot.left);
    assert.equal(y(0), plot.bottom);
    assert.equal(x.invert((plot.left + plot.right) / 2), 0.5);
  });

  it('has an axis without extent in the middle', () => {
    const flat = { ...utilization, y: { ...utilization.y, min: 5, max: 5 } };
    const { y, plot } = layoutOf(flat, { width: 720, plotHeight: 240, ends: true, hidden: none, measure });
    assert.equal(y(5), (plot.top + plot.bottom) / 2);
  });

  it('overlaps and clips nothing at any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 270, max: 1_600 }), fc.nat({ max: 2 }), (width, index) => {
        const found = layoutOf(charts[index]!, { width, plotHeight: 240, ends: true, hidden: none, measure });
        const { xTicks, yTicks, ends, markers, plot } = found;
        assert.ok(plot.left < plot.right && plot.right <= width && plot.bottom < found.height);
        const spans = xTicks.map(({ at: center, label, anchor }) => {
          const size = measure(label);
          const start = anchor === 'start' ? center : anchor === 'end' ? center - size : center - size / 2;
          return [start, start + size] as const;
        });
        for (const [at, [start, end]] of spans.entries()) {
          assert.ok(start >= -1 && end <= width + 1, `a tick at ${width}`);
          if (at > 0) assert.ok(start >= spans[at - 1]![1]);
        }
        for (const { label } of yTicks) assert.ok(measure(label) <= plot.left - 8);
        for (const { label } of ends)
          assert.ok(plot.right + 14 + measure(label) <= width, `an end at ${width}`);
        const heights = ends.map(({ labelY }) => labelY).sort((a, b) => a - b);
        for (const [index, y] of heights.entries()) if (index > 0) assert.ok(y - heights[index - 1]! >= 14.9);
        for (const { flag } of markers) {
          assert.ok(flag, `a marker at ${width} has no label`);
          assert.ok(flag.left >= 0 && flag.left + flag.width <= width && flag.y > 0 && flag.y < plot.top);
        }
      }),
    );
  });

  it('stays within its area for any input', () => {
    const wild = structuredClone(utilization);
    wild.y.ticks = [{ value: 0, label: 'x'.repeat(4_000) }];
    wild.y.min = wild.y.max = 0;
    wild.series = wild.series.map((each) => ({
      ...each,
      label: '\u202e😀'.repeat(1_000),
      points: each.points.slice(0, 1),
    }));
    wild.markers = Array.from({ length: 40 }, (_, index) => ({
      kind: 'breakEven',
      x: index / 40,
      y: 1e12,
      label: 'y'.repeat(4_000),
    }));
    const found = layoutOf(wild, { width: 700, plotHeight: 240, ends: true, hidden: none, measure });
    assert.ok(found.plot.left <= 220 && found.plot.right - found.plot.left > 200);
    assert.ok(found.plot.top < 150);
    for (const { y } of found.markers) assert.ok(y >= found.plot.top && y <= found.plot.bottom);
  });
});
