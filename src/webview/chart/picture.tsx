/** A chart as a picture that stands by itself. */
import { render, type VNode } from 'preact';
import type { ChartView } from '../../protocol';
import { Drawing } from './drawing';
import { ellipsize, type Measure } from './labels';
import { layoutOf } from './layout';
import type { Palette } from './palette';
import { ChartText } from './primitives';

const WIDTH = 960;
const MARGIN = 24;
const PLOT_HEIGHT = 400;
/** For the title above the drawing. */
const TITLE_HEIGHT = 34;
const TITLE_SIZE = 16;
/** A title's letters against those of the labels, which is what is measured. */
const TITLE_SCALE = 1.6;

export interface PictureProps {
  readonly view: ChartView;
  readonly hidden: ReadonlySet<string>;
  /** Colors that need no theme. */
  readonly palette: Palette;
  readonly measure: Measure;
}

/** With a title, a name at each line, a description for those who cannot see it, and its colors inside. */
function Picture({ view, hidden, palette, measure }: PictureProps): VNode {
  const width = WIDTH - 2 * MARGIN;
  const layout = layoutOf(view, {
    width,
    plotHeight: PLOT_HEIGHT,
    ends: true,
    hidden,
    measure,
    top: TITLE_HEIGHT,
  });
  const height = layout.height + 2 * MARGIN;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      font-family={palette.font}
      fill={palette.text}
    >
      <title>{view.title}</title>
      <desc>{view.description}</desc>
      <rect width={WIDTH} height={height} fill={palette.background} />
      <g transform={`translate(${MARGIN} ${MARGIN})`}>
        <ChartText x={2} y={12} font-size={TITLE_SIZE} font-weight={600} fill={palette.text}>
          {ellipsize(view.title, width / TITLE_SCALE, measure)}
        </ChartText>
        <Drawing layout={layout} palette={palette} />
      </g>
    </svg>
  );
}

/** A picture's data, as the host writes it to a file: SVG text, or a PNG in base64. */
export async function pictureData(props: PictureProps, as: 'svg' | 'png'): Promise<string> {
  const holder = document.createElement('div');
  render(<Picture {...props} />, holder);
  const picture = holder.querySelector('svg');
  if (!picture) throw new Error('no picture');
  return as === 'svg' ? svgText(picture) : pngData(picture);
}

const svgText = (picture: SVGSVGElement): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;

/** At twice the size, for sharp text. */
async function pngData(picture: SVGSVGElement): Promise<string> {
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
