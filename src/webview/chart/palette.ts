/** Colors, dashes and shapes of a chart. */

export interface Palette {
  readonly text: string;
  readonly muted: string;
  readonly lines: string;
  readonly background: string;
  readonly series: readonly string[];
  readonly font: string;
}

/** Opaque, because some themes give a chart color the transparency of a highlight. */
const opaque = (name: string, fallback: string): string =>
  `rgb(from var(--vscode-${name}, var(--vscode-${fallback})) r g b / 1)`;

/** The theme's colors as it changes, for a chart in the page. */
export const themePalette: Palette = {
  text: 'var(--vscode-foreground)',
  muted: 'var(--vscode-descriptionForeground, var(--vscode-foreground))',
  lines: 'var(--vscode-charts-lines, var(--vscode-foreground))',
  background: 'var(--vscode-editor-background)',
  // Those that stand out from the background in every theme of VS Code's own: its orange chart color does not.
  series: [
    opaque('charts-blue', 'foreground'),
    opaque('charts-purple', 'foreground'),
    opaque('charts-green', 'foreground'),
    opaque('charts-red', 'foreground'),
    opaque('charts-yellow', 'foreground'),
    opaque('terminal-ansiCyan', 'foreground'),
    opaque('charts-foreground', 'foreground'),
    opaque('terminal-ansiMagenta', 'foreground'),
    opaque('foreground', 'editor-foreground'),
  ],
  font: 'inherit',
};

/** What tells lines apart without their colors. */
export const DASHES: readonly (string | null)[] = [
  null,
  '9 4',
  '2 3',
  '10 3 2 3',
  '5 3',
  '14 4',
  '1 4',
  '8 3 2 3 2 3',
  '6 5',
];

export const colorOf = (style: number, palette: Palette): string =>
  palette.series[style % palette.series.length]!;

/** The same as they are now, for a chart that leaves the page. */
export function resolvedPalette(within: HTMLElement): Palette {
  const probe = document.createElement('span');
  // Else a system that forces its colors would make all of them the color of its texts.
  probe.style.setProperty('forced-color-adjust', 'none');
  within.append(probe);
  const color = (value: string): string => {
    probe.style.color = value;
    return rgba(getComputedStyle(probe).color);
  };
  const palette: Palette = {
    text: color(themePalette.text),
    muted: color(themePalette.muted),
    lines: color(themePalette.lines),
    background: color(themePalette.background),
    series: themePalette.series.map(color),
    font: getComputedStyle(within).fontFamily,
  };
  probe.remove();
  return palette;
}

/** A computed color in the notation that every program reads: `color(srgb 0 0.5 1)` is for browsers only. */
export function rgba(computed: string): string {
  const [, channels] = /^color\(srgb ([^)]+)\)$/.exec(computed) ?? [];
  if (channels === undefined) return computed;
  const [r, g, b, , alpha] = channels.split(/\s+/);
  const whole = [r, g, b].map((each) => Math.round(Number(each) * 255)).join(', ');
  return alpha === undefined ? `rgb(${whole})` : `rgba(${whole}, ${alpha})`;
}
