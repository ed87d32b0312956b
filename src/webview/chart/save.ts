/** A chart as a picture that stands by itself. */
import type { ChartView } from '../../protocol';
import { svg } from '../dom';
import { draw } from './draw';
import { ellipsize, type Measure } from './labels';
import { layout } from './layout';
import type { Palette } from './palette';

const width = 960;
const margin = 24;

/** With a title, a name at each line, a description for those who cannot see it, and its colours inside. */
export function standalone(
  view: ChartView,
  hidden: ReadonlySet<string>,
  palette: Palette,
  measure: Measure,
): SVGSVGElement {
  const inner = width - 2 * margin;
  const at = layout(view, { width: inner, plotHeight: 400, ends: true, hidden, measure, top: 34 });
  const height = at.height + 2 * margin;
  return svg(
    'svg',
    {
      ...{ width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
      ...{ 'font-family': palette.font, fill: palette.text },
    },
    svg('title', {}, view.title),
    svg('desc', {}, view.description),
    svg('rect', { width, height, fill: palette.background }),
    svg(
      'g',
      { transform: `translate(${margin} ${margin})` },
      svg(
        'text',
        { x: 2, y: 12, 'font-size': 16, 'font-weight': 600, 'dominant-baseline': 'central' },
        ellipsize(view.title, inner / 1.6, measure),
      ),
      ...draw(at, palette).nodes,
    ),
  );
}

export const svgText = (picture: SVGSVGElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;

/** A PNG in base64, at twice the size for sharp text. */
export async function pngData(picture: SVGSVGElement): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * picture.width.baseVal.value;
  canvas.height = 2 * picture.height.baseVal.value;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}
