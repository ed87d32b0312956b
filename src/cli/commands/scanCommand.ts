import { countSubjects } from '../../core/modal/countSubjects';
import { gpuLabel } from '../../core/modal/gpu';
import type { DeclaredGpu, Subject } from '../../core/modal/declaration';
import { PARAMETER_NAMES } from '../../core/modal/parameters';
import { inlineCode, oneLine } from '../../core/render/escape';
import { valueText } from '../../core/render/valueText';
import { placeText } from '../../core/render/placeText';
import { scanJson, type WorkspaceScan } from '../../core/render/scanJson';
import { textTable, type Column } from '../../core/render/textTable';
import { plural } from '../../core/render/words/plural';
import { subjectCountText, timesText } from '../../core/render/words/subjectNames';
import { message } from '../../core/render/words/translate';
import type { Format } from '../options';
import { styled, type Terminal } from '../terminal';

const COLUMNS: readonly Column[] = [
  { title: 'WHERE', align: 'left', cuts: 'start' },
  { title: 'KIND', align: 'left' },
  { title: 'NAME', align: 'left', cuts: 'start' },
  { title: 'GPU', align: 'left', cuts: 'end' },
  { title: 'STATUS', align: 'left' },
  { title: 'PARAMETERS', align: 'left', cuts: 'end' },
];

/** `modal-cost scan`: what the code declares. */
export async function printScan(scan: WorkspaceScan, format: Format, terminal: Terminal): Promise<void> {
  if (format === 'json') return terminal.json(scanJson(scan));
  const rows = [...scan.declarations, ...scan.callSites].map(row);
  if (format === 'markdown') terminal.print(markdownTable(rows));
  else printTable(scan, rows, terminal);
}

function markdownTable(rows: readonly string[][]): string {
  const cells = (row: readonly string[]): string =>
    `| ${row.map((cell) => inlineCode(cell, 160)).join(' | ')} |`;
  const head = [
    `| ${COLUMNS.map(({ title }) => title.toLowerCase()).join(' | ')} |`,
    `|${':--|'.repeat(COLUMNS.length)}`,
  ];
  return [...head, ...rows.map(cells)].join('\n');
}

function printTable(scan: WorkspaceScan, rows: readonly string[][], terminal: Terminal): void {
  const [heading, ...lines] = textTable(COLUMNS, rows, terminal.width);
  terminal.print(styled(terminal, 'bold', heading!));
  for (const line of lines) terminal.print(line);
  const { seen, parsed, declarations, callSites } = scan;
  const found = subjectCountText(countSubjects([...declarations, ...callSites]));
  terminal.print(`\n${found}. ${filesText(parsed, seen)}`);
}

function filesText(parsed: number, seen: number): string {
  return plural(
    seen,
    message('Parsed {1} of {0} Python file or notebook.'),
    message('Parsed {1} of {0} Python files and notebooks.'),
    parsed,
  );
}

function row(subject: Subject): string[] {
  const named = subject.type === 'declaration';
  return [
    oneLine(placeText(subject)),
    named ? subject.kind : subject.form,
    named ? `${oneLine(subject.qualname)}${timesText(subject)}` : '',
    oneLine(gpuText(subject.gpu)),
    subject.gpu.status,
    parameterTexts(subject).map(oneLine).join(' '),
  ];
}

/** What is given by name, then the spreads that may hold anything, each once. */
function parameterTexts({ params }: Subject): string[] {
  const given = PARAMETER_NAMES.flatMap((name) => {
    const value = params[name];
    return value ? [{ name, value }] : [];
  });
  const isSpread = ({ value }: (typeof given)[number]): boolean => value.reason?.kind === 'mayComeFromSpread';
  const spreads = new Set(given.filter(isSpread).map(({ value }) => value.source));
  return [
    ...given
      .filter((each) => !isSpread(each))
      .map(({ name, value }) =>
        value.status === 'known'
          ? `${name}=${valueText(value.value)}`
          : `${name}=${value.source} (${value.status})`,
      ),
    ...[...spreads].map((source) => `${source} (unknown)`),
  ];
}

function gpuText(gpu: DeclaredGpu): string {
  if (gpu.status === 'absent') return '–';
  if (gpu.status === 'known') return valueText(gpu.value);
  const known = gpu.candidates.map((options) => options.map(gpuLabel).join(', ') || 'None').join(' | ');
  return gpu.status === 'range' ? known : [gpu.source, known].filter(Boolean).join(': ');
}
