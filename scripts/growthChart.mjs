// The chart of what `npm run bench -- --growth` measured: four panels, time and memory against files and lines, on logarithmic axes.

/** @typedef {import('../test/bench/growth').GrowthPoint} Point */
/** @typedef {{ of: 'ms' | 'mb', over: Point['over'], title: string, across: string }} Panel */

const WIDTH = 880;
const PANEL = { width: 350, height: 200, left: 64, top: 60, gapX: 440, gapY: 290 };
/** @type {readonly Panel[]} */
const PANELS = [
  { of: 'ms', over: 'files', title: 'Time, processor seconds', across: 'Python files in the workspace' },
  { of: 'mb', over: 'files', title: 'Most memory, MB', across: 'Python files in the workspace' },
  { of: 'ms', over: 'lines', title: 'Time, processor seconds', across: 'lines of a single file' },
  { of: 'mb', over: 'lines', title: 'Most memory, MB', across: 'lines of a single file' },
];
/** Told apart by colour and by dashes, in light and in dark. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #3b3b3b; }
  .title { font-weight: 600; }
  .grid { stroke: #8884; }
  .line { fill: none; stroke-width: 2; }
  .p0 { stroke: #0a7d33; } .d0 { fill: #0a7d33; }
  .p1 { stroke: #666; stroke-dasharray: 3 3; } .d1 { fill: #666; }
  .p2 { stroke: #b45309; stroke-dasharray: 8 4; } .d2 { fill: #b45309; }
  @media (prefers-color-scheme: dark) {
    text { fill: #d0d0d0; }
    .p0 { stroke: #4ac26b; } .d0 { fill: #4ac26b; }
    .p1 { stroke: #aaa; } .d1 { fill: #aaa; }
    .p2 { stroke: #f0a04b; } .d2 { fill: #f0a04b; }
  }`;

/** @param {readonly Point[]} points */
export function growthChart(points) {
  const programs = [...new Set(points.map(({ program }) => program))];
  const parts = PANELS.map((panel, i) => {
    const x = PANEL.left + (i % 2) * PANEL.gapX;
    const y = PANEL.top + Math.floor(i / 2) * PANEL.gapY;
    return `<g transform="translate(${x} ${y})">${drawPanel(panel, points, programs)}</g>`;
  });
  const legend = programs.map(
    (program, i) =>
      `<g transform="translate(${PANEL.left + i * 200} 20)"><path class="line p${i}" d="M0 0h28"/><text x="36" y="4">${program}</text></g>`,
  );
  const height = PANEL.top + 2 * PANEL.gapY - 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Time and memory of modal-cost scan against the size of what it reads, on logarithmic axes</title>
<style>${STYLE}
</style>
${[...legend, ...parts].join('\n')}
</svg>
`;
}

/** @param {Panel} panel @param {readonly Point[]} all @param {readonly string[]} programs */
function drawPanel({ of, over, title, across }, all, programs) {
  const points = all.filter((each) => each.over === over);
  const x = scale(
    points.map(({ size }) => size),
    PANEL.width,
  );
  const y = scale(
    points.map((each) => each[of]),
    PANEL.height,
  );
  const up = (/** @type {number} */ value) => round(PANEL.height - y.at(value));
  const grid = [
    ...x.ticks.map(
      (tick) =>
        `<path class="grid" d="M${round(x.at(tick))} 0v${PANEL.height}"/><text x="${round(x.at(tick))}" y="${PANEL.height + 16}" text-anchor="middle">${short(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<path class="grid" d="M0 ${up(tick)}h${PANEL.width}"/><text x="-8" y="${up(tick) + 4}" text-anchor="end">${of === 'ms' ? seconds(tick) : short(tick)}</text>`,
    ),
  ];
  const lines = programs.map((program, i) => {
    const own = points.filter((each) => each.program === program);
    const path = own.map((each, j) => `${j === 0 ? 'M' : 'L'}${round(x.at(each.size))} ${up(each[of])}`);
    const dots = own.map(
      (each) => `<circle class="d${i}" cx="${round(x.at(each.size))}" cy="${up(each[of])}" r="3"/>`,
    );
    return `<path class="line p${i}" d="${path.join('')}"/>${dots.join('')}`;
  });
  const labels = `<text class="title" y="-10">${title}</text><text x="${PANEL.width / 2}" y="${PANEL.height + 36}" text-anchor="middle">${across}</text>`;
  return [labels, ...grid, ...lines].join('');
}

/** Powers of ten around the values. @param {readonly number[]} values @param {number} length */
function scale(values, length) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)),
    /** @param {number} value */
    at: (value) => ((Math.log10(value) - low) / (high - low)) * length,
  };
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;
/** @param {number} value */
const short = (value) => value.toLocaleString('en');
/** @param {number} milliseconds */
const seconds = (milliseconds) => `${milliseconds / 1000} s`;
