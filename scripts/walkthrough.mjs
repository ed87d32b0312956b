// npm run walkthrough: the pictures of the walkthrough, drawn from what the extension really says of its example.
//   npm run walkthrough -- --check     says whether they are as they should be, and changes nothing
// VS Code draws them in its own colors: they may use its variables, but no styles.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../test/host/paths.mjs';
import { copiedFiles } from './builds.mjs';
import { loadBundle } from './loadBundle.mjs';

/**
 * @typedef {typeof import('../src/core/cost/assess')
 *   & typeof import('../src/core/cost/comparison/compareDeclaration')
 *   & typeof import('../src/core/modal/scan')
 *   & typeof import('../src/core/modal/usageComment')
 *   & typeof import('../src/core/pricing/bundled')
 *   & typeof import('../src/core/python/module')
 *   & typeof import('../src/core/python/parser')
 *   & typeof import('../src/core/render/besideBook')
 *   & typeof import('../src/core/render/exampleApp')
 *   & typeof import('../src/core/render/lensTitle')
 *   & typeof import('../src/core/render/scenario/scenarioCharts')
 *   & typeof import('../src/core/render/scenario/costModel')
 *   & typeof import('../src/core/render/whatIfList')
 *   & typeof import('../src/core/render/words/priceBooks')} Core
 * @typedef {readonly (readonly [color: string, text: string])[]} Parts a line of text
 * @typedef {readonly [x: number, y: number]} Point
 */

process.chdir(root);
const core = await loadCore();
const plain = await price(core.EXAMPLE);
const used = await price(core.EXAMPLE.replace('@app', `${core.EXAMPLE_USAGE}\n@app`));
const check = process.argv.includes('--check');
mkdirSync('media/walkthrough', { recursive: true });
for (const [name, draw] of Object.entries({ lens, usage, whatIf, panel })) {
  const file = join('media/walkthrough', `${name}.svg`);
  const svg = draw();
  if (!check) writeFileSync(file, svg);
  else if (readFileSync(file, 'utf8') !== svg) {
    console.error(`${file} is not what the extension says now: npm run walkthrough`);
    process.exitCode = 1;
  }
}

/** What the pictures need of the core. */
async function loadCore() {
  const exported = [
    ['cost/assess', 'assess'],
    ['cost/comparison/compareDeclaration', 'comparisonOf'],
    ['modal/scan', 'scanModule'],
    ['modal/usageComment', 'UsageComments'],
    ['pricing/bundled', 'defaultBook, listBook'],
    ['python/module', 'PythonModule'],
    ['python/parser', 'PythonParser'],
    ['render/besideBook', 'besideRows, byOtherBook'],
    ['render/exampleApp', 'EXAMPLE, EXAMPLE_USAGE'],
    ['render/lensTitle', 'lensTitle'],
    ['render/scenario/scenarioCharts', 'costCharts'],
    ['render/scenario/costModel', 'costModelOf'],
    ['render/whatIfList', 'whatIfChoices'],
    ['render/words/priceBooks', 'bookName'],
  ];
  const contents = exported
    .map(([file, names]) => `export { ${names} } from './src/core/${file}';`)
    .join('\n');
  return /** @type {Core} */ (await loadBundle({ stdin: { contents, resolveDir: root, loader: 'ts' } }));
}

/** @template T @param {T | null | undefined} value @returns {T} */
function present(value) {
  if (value === null || value === undefined) throw new Error('Something that is drawn is missing.');
  return value;
}

/** The one declaration of a text, with all that its figures need. @param {string} text */
async function price(text) {
  const [runtime, grammar] = copiedFiles.map((file) => readFileSync(file));
  const parser = await core.PythonParser.load({ runtime: present(runtime), grammar: present(grammar) });
  const { declarations } = core.scanModule(
    new core.PythonModule('example.py', text, present(parser.parse(text)).rootNode),
  );
  const declaration = present(declarations[0]);
  const { defaultBook: book, listBook: list } = core;
  const context = { book, list, hoursPerMonth: book.hoursPerMonth.value };
  const comment = new core.UsageComments(text).of(declaration);
  const use = { comment, defaults: [], includeStartup: true };
  return { text, declaration, context, use, assessment: core.assess(declaration, context, use) };
}

function lens() {
  const other = core.byOtherBook(plain.assessment).estimate;
  const figures = core
    .besideRows(plain.assessment.estimate, other)
    .filter(({ headline }) => headline)
    .slice(0, 2);
  let y = 250;
  const hover = figures.flatMap(({ title, arithmetic, result, other: beside }) => {
    const faint = 'vscode-descriptionForeground';
    const foreground = 'vscode-editorHoverWidget-foreground';
    const lines = [
      text(44, (y += 22), [[foreground, title]]),
      ...wrapped(`${arithmetic} =`).map((each) => text(44, (y += 16), [[faint, each]], 11)),
      text(44, (y += 18), [
        [foreground, present(result)],
        [faint, `  ${core.bookName(other.context.book)}: ${beside ?? '–'}`],
      ]),
    ];
    y += 6;
    return lines;
  });
  return picture(y + 30, [
    editor(plain, y + 30),
    box(28, 248, 504, y - 238, 'vscode-editorHoverWidget-background', 'vscode-editorHoverWidget-border'),
    ...hover,
  ]);
}

/** An arithmetic in lines that fit into the hover. @param {string} line */
function wrapped(line) {
  return line.split(' + ').reduce((lines, term) => {
    const last = lines.at(-1);
    const longer = last === undefined ? term : `${last} + ${term}`;
    return longer.length <= 70 ? [...lines.slice(0, -1), longer] : [...lines, `+ ${term}`];
  }, /** @type {readonly string[]} */ ([]));
}

function usage() {
  return picture(280, [editor(used, 280)]);
}

function whatIf() {
  const choices = core.whatIfChoices(used, 'gpu').slice(0, 4);
  const rows = choices.flatMap(({ label, figures, details, current }, i) => {
    const y = 132 + 48 * i;
    const [name, faint] =
      i === 1
        ? ['vscode-quickInputList-focusForeground', 'vscode-quickInputList-focusForeground']
        : ['vscode-quickInput-foreground', 'vscode-descriptionForeground'];
    return [
      ...(i === 1 ? [box(36, y - 18, 488, 46, 'vscode-quickInputList-focusBackground')] : []),
      text(48, y, [
        [name, `${current ? '✓ ' : ''}${label}  `],
        [faint, figures],
      ]),
      text(48, y + 18, [[faint, details.slice(0, 2).join(' · ')]], 12),
    ];
  });
  return picture(320, [
    box(0, 0, 560, 320, 'vscode-editor-background', 'vscode-widget-border'),
    box(28, 28, 504, 280, 'vscode-quickInput-background', 'vscode-widget-border'),
    text(280, 54, [['vscode-quickInput-foreground', 'What if… · serve · step 2 of 3']], 13, 'middle'),
    box(40, 68, 480, 28, 'vscode-input-background', 'vscode-focusBorder'),
    text(50, 87, [
      ['vscode-input-placeholderForeground', 'Choose a GPU. Assumes the same seconds per request'],
    ]),
    ...rows,
  ]);
}

function panel() {
  const comparison = core.comparisonOf(used.assessment, { rateBreakEvens: false });
  const chart = present(
    core.costCharts(present(core.costModelOf(used.assessment, comparison, { extra: 0, atLeast: false })))[0],
  );
  const { left, top, width, height } = { left: 70, top: 72, width: 300, height: 200 };
  /** @param {number} x */
  const across = (x) => left + Math.round((x / chart.x.max) * width);
  /** @param {number} y */
  const up = (y) => top + height - Math.round((y / chart.y.max) * height);
  const faint = 'vscode-descriptionForeground';
  const grid = chart.y.ticks.flatMap(({ value, label }) => [
    line([left, up(value)], [left + width, up(value)], 'vscode-editorWidget-border', 1),
    text(left - 8, up(value) + 4, [[faint, label]], 11, 'end'),
  ]);
  const below = chart.x.ticks.map(({ value, label }) =>
    text(across(value), top + height + 18, [[faint, label]], 11, 'middle'),
  );
  // The lines' names would lie over each other where the lines are near.
  let lowest = Infinity;
  // Both lines of Modal, and the two cheapest machines that are paid for the whole month.
  const isModal = (/** @type {{ label: string }} */ { label }) => label.startsWith('Modal');
  const isLevel = (/** @type {{ points: readonly Point[] }} */ { points }) =>
    points.length > 0 && points.every(([, y]) => y === points[0]?.[1]);
  const machines = chart.series
    .filter((each) => !isModal(each) && isLevel(each))
    .sort((a, b) => present(a.points[0])[1] - present(b.points[0])[1]);
  const series = [...chart.series.filter(isModal), ...machines.slice(0, 2)]
    .map((each, i) => ({
      ...each,
      color: `vscode-charts-${['blue', 'purple', 'green', 'yellow'][i]}`,
      dash: ['', '8 4', '2 4', '8 4 2 4'][i],
      last: present(each.points.at(-1)),
    }))
    .sort((a, b) => a.last[1] - b.last[1])
    .flatMap(({ label, points, last, color, dash }) => {
      /** @param {Point} point @returns {Point} */
      const drawn = ([x, y]) => [across(x), up(y)];
      const [from, to] = [drawn(present(points[0])), drawn(last)];
      lowest = Math.min(to[1] + 4, lowest - 15);
      const name = label.length > 24 ? `${label.slice(0, 23)}…` : label;
      return [line(from, to, color, 2, dash), text(to[0] + 10, lowest, [[color, name]], 11)];
    });
  const markers = chart.markers.flatMap(({ kind, x, y, label }) => {
    const fill = kind === 'present' ? 'vscode-editor-foreground' : 'vscode-editor-background';
    const dot = `<circle cx="${across(x)}" cy="${up(y)}" r="4" fill="var(--${fill})" stroke="var(--vscode-editor-foreground)" stroke-width="1.5"/>`;
    return kind === 'present'
      ? [dot, text(across(x) + 8, up(y) + 18, [['vscode-editor-foreground', label]], 11)]
      : [dot];
  });
  return picture(320, [
    box(0, 0, 560, 320, 'vscode-editor-background', 'vscode-widget-border'),
    text(24, 36, [['vscode-editor-foreground', chart.title]], 15),
    ...grid,
    ...below,
    text(left + width, top + height + 36, [[faint, chart.x.label]], 11, 'end'),
    ...series,
    ...markers,
  ]);
}

/** @param {Point} from @param {Point} to @param {string} color @param {number} width @param {string} [dash] */
function line([x1, y1], [x2, y2], color, width, dash = '') {
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="var(--${color})" stroke-width="${width}"${dashes}/>`;
}

/** The code with its lens, up to a height. @param {Awaited<ReturnType<typeof price>>} priced @param {number} height */
function editor({ text: source, assessment }, height) {
  const lines = source.trimEnd().split('\n');
  const title = `${core.lensTitle(assessment)} | Actions…`;
  let y = 34;
  const drawn = lines.flatMap((code) => {
    const rows = [];
    if (code.startsWith('@')) {
      rows.push(text(28, y, [['vscode-editorCodeLens-foreground', title]], 12));
      y += 22;
    }
    if (code !== '') rows.push(text(28, y, colored(code)));
    y += code === '' ? 16 : 24;
    return rows;
  });
  return [box(0, 0, 560, height, 'vscode-editor-background', 'vscode-widget-border'), ...drawn].join('\n  ');
}

/** A line of Python in parts, each with a color that every theme has. @param {string} line @returns {Parts} */
function colored(line) {
  if (line.startsWith('#')) return [['vscode-descriptionForeground', line]];
  /** @type {Readonly<Record<string, string>>} */
  const colors = { '"': 'string', '@': 'name', d: 'boolean', i: 'boolean', r: 'boolean' };
  return line
    .split(/("[^"]*"|@[\w.]+|\b(?:import|def|return)\b|\b\d+\b)/)
    .filter((part) => part !== '')
    .map((part) => {
      const isToken = /^("|@|\d+$|(import|def|return)$)/.test(part);
      const kind = /^\d/.test(part) ? 'number' : colors[part.charAt(0)];
      return [isToken ? `vscode-debugTokenExpression-${kind}` : 'vscode-editor-foreground', part];
    });
}

/** @param {number} height @param {readonly string[]} parts */
function picture(height, parts) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 ${height}" font-family="var(--vscode-editor-font-family, monospace)">\n  ${parts.join('\n  ')}\n</svg>\n`;
}

/**
 * @param {number} x @param {number} y @param {number} width @param {number} height
 * @param {string} fill @param {string} [stroke]
 */
function box(x, y, width, height, fill, stroke) {
  const border = stroke ? ` stroke="var(--${stroke}, transparent)"` : '';
  return `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width - 1}" height="${height - 1}" rx="5" fill="var(--${fill}, transparent)"${border}/>`;
}

/** One line of text. @param {number} x @param {number} y @param {Parts} parts @param {number} [size] @param {string} [anchor] */
function text(x, y, parts, size = 13, anchor = 'start') {
  /** @param {string} part */
  const escaped = (part) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const spans = parts.map(
    ([color, part]) => `<tspan fill="var(--${color}, var(--vscode-foreground))">${escaped(part)}</tspan>`,
  );
  return `<text x="${x}" y="${y}" font-size="${size}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`} xml:space="preserve">${spans.join('')}</text>`;
}
