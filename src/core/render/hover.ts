import type { Declared, Declaration, CallSite } from '../modal/declaration';
import { gpuLabel, type Gpu } from '../modal/gpu';
import { isParameterName, parameterInfo, PARAMETER_NAMES, type ParameterName } from '../modal/parameters';
import type { Assessment } from '../cost/assess';
import type { Estimate } from '../cost/estimate';
import type { Origin } from '../python/values';
import { figureRows } from './arithmetic';
import { escapeMarkdown, inlineCode } from './escape';
import { monthMarkdown } from './month';
import { differenceNote, escapeReason, estimateNotes } from './notes';

/** Markdown links to commands that a hover may offer; absent where there is no editor to run them. */
export interface HoverLinks {
  readonly switchBook?: string;
  readonly setUsage?: string;
}

/** The hover of a declaration: figures with arithmetic, values with status and origin, notes, the book and its date. */
export function declarationHover(assessment: Assessment, links: HoverLinks = {}): string {
  const { estimate } = assessment;
  const blocks = [
    figuresTable(estimate),
    monthBlock(assessment, links),
    valuesTable(estimate.subject),
    bullets([...estimateNotes(estimate), ...oldNameNotes(estimate.subject)]),
    bookLine(estimate, links),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** The hover of one cost keyword: what it does, what it is here, and what that means in money. */
export function parameterHover(name: ParameterName, assessment: Assessment, links: HoverLinks = {}): string {
  const { estimate } = assessment;
  const { subject } = estimate;
  const info = parameterInfo(name);
  const value = name === 'gpu' ? subject.gpu : subject.params[name];
  const since = info.since === null ? '' : ` Since SDK ${info.since}.`;
  const head = `**${escapeMarkdown(name)}** — ${info.description}${since}`;
  const table = value
    ? `| value | is | status | from |\n|:--|:--|:--|:--|\n${valueRow(name, value, subject.file)}`
    : '';
  const old = info.old ? oldName(name, info.old.use, info.old.warnedSince, info.old.refusedSince) : '';
  return [
    head,
    table,
    old,
    figuresTable(estimate),
    monthBlock(assessment, links),
    bullets(estimateNotes(estimate)),
    bookLine(estimate, links),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The month, or how to get one. */
function monthBlock(assessment: Assessment, links: HoverLinks): string {
  if (assessment.month) return monthMarkdown(assessment);
  if (!assessment.usage) return '';
  const offer = links.setUsage === undefined ? '' : ` [Set it](${links.setUsage})`;
  return `Usage not set: requests a day and seconds a request give a month.${offer}`;
}

export function figuresTable(estimate: Estimate): string {
  const rows = figureRows(estimate);
  if (rows.length === 0) return '';
  const cells = rows.map((row) => {
    const title = row.option === '' ? row.title : `${row.title}, ${inlineCode(row.option)}`;
    const result = row.headline ? `**${row.result}**` : row.result;
    return `| ${title} | ${row.arithmetic.replace(/\|/g, '¦')} | ${result} |`;
  });
  return ['| cost | arithmetic | USD |', '|:--|:--|--:|', ...cells].join('\n');
}

function valuesTable(subject: Declaration | CallSite): string {
  const rows = [
    ...(subject.gpu.status === 'absent' ? [] : [valueRow('gpu', subject.gpu, subject.file)]),
    ...PARAMETER_NAMES.flatMap((name) => {
      const value = subject.params[name];
      return value ? [valueRow(name, value, subject.file)] : [];
    }),
  ];
  return rows.length === 0 ? '' : ['| value | is | status | from |', '|:--|:--|:--|:--|', ...rows].join('\n');
}

function valueRow(name: string, value: Declared<unknown>, file: string): string {
  const written = value.via ?? `${name}=${value.source}`;
  const is =
    value.status === 'known'
      ? inlineCode(valueText(value.value), 40)
      : value.candidates.map((each) => inlineCode(valueText(each), 20)).join(' or ');
  return `| ${inlineCode(written, 48)} | ${is} | ${value.status} | ${originText(value, file)} |`;
}

/** A folded value as Modal code would write it. */
export function valueText(value: unknown): string {
  if (isGpuList(value)) return value.length === 0 ? 'None' : value.map(gpuLabel).join(', ');
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object' && 'cron' in value) return `Cron("${String(value.cron)}")`;
  if (typeof value === 'object' && 'type' in value) {
    const { type, ...fields } = value as Record<string, unknown>;
    const name = String(type);
    const inner = Object.entries(fields).map(([key, each]) => `${key}=${String(each)}`);
    return `${name[0]!.toUpperCase()}${name.slice(1)}(${inner.join(', ')})`;
  }
  if (Array.isArray(value)) return `(${value.map(valueText).join(', ')})`;
  return typeof value === 'number' ? String(value) : '…';
}

function isGpuList(value: unknown): value is readonly Gpu[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'object' && each !== null && 'count' in each)
  );
}

/** Where a value came from, as somebody in `file` says it. */
function originText(value: Declared<unknown>, file: string): string {
  if (value.status === 'unknown') return escapeReason(value.reason);
  const origins = value.origins.map((origin) => originOf(origin, file));
  return origins.length === 0 ? 'written here' : origins.join(', ');
}

function originOf(origin: Origin, file: string): string {
  if (origin.kind === 'environment') return `${inlineCode(origin.name)} not set in the environment`;
  const cell = origin.cell === undefined ? '' : `cell ${origin.cell}, `;
  const elsewhere = origin.file === file ? '' : ` of ${inlineCode(origin.file)}`;
  return `${inlineCode(origin.name)} in ${cell}line ${origin.line}${elsewhere}`;
}

function oldNameNotes(subject: Declaration | CallSite): string[] {
  const parameters = Object.keys(subject.params)
    .filter(isParameterName)
    .flatMap((name) => {
      const { old } = parameterInfo(name);
      return old ? [oldName(name, old.use, old.warnedSince, old.refusedSince)] : [];
    });
  const others = 'oldNames' in subject ? subject.oldNames : [];
  return [
    ...parameters,
    ...others.map((each) => oldName(each.old, each.use, each.warnedSince, each.refusedSince)),
  ];
}

function oldName(name: string, use: string, warnedSince: string | null, refusedSince: string | null): string {
  const refused =
    refusedSince === null
      ? 'Modal’s SDK never had it'
      : `the SDK warns since ${warnedSince ?? '?'} and refuses it since ${refusedSince}`;
  return `${inlineCode(name)} is an old name: ${refused}. Use ${inlineCode(use)}.`;
}

/** Which book the figures are from, how far it is from Modal's list, and how to change it. */
function bookLine({ context, differences }: Estimate, links: HoverLinks): string {
  const { book, list, hoursPerMonth, chosenIn } = context;
  const origin = (where: string | undefined): string => (where ? `, by ${escapeMarkdown(where)}` : '');
  const lines = [
    `Prices: ${escapeMarkdown(book.title)} (${inlineCode(book.id)}, ${book.date}${origin(chosenIn?.book)}). A month is ${hoursPerMonth} h${origin(chosenIn?.hoursPerMonth)}.`,
  ];
  if (chosenIn?.discounts !== undefined)
    lines.push(`The team’s discounts are in the rates${origin(chosenIn.discounts)}.`);
  lines.push(...differences.map((each) => differenceNote(each, list.title)));
  if (links.switchBook !== undefined) lines.push(`[Switch price book](${links.switchBook})`);
  return lines.join('  \n');
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
