/** A change as the comment of a review: Markdown that a code host shows, bounded, with a tag to find it again. */
import type { Assessment } from '../../cost/assess';
import type { KnownMonth } from '../../cost/month';
import type { Change } from '../../review/diff/diff';
import type { Severity } from '../../review/findings/rules';
import { escapeMarkdown, inlineCode } from '../escape';
import { billedSentences } from './billedText';
import {
  nameOf,
  changeSentences,
  headlineSentence,
  placeOf,
  pricesSentences,
  type ChangeReport,
} from './changeReport';
import { changesMarkdown } from './diffReport';
import { findingMarkdown, notesText } from './findingsReport';
import { assumptionText, overloadText } from '../words/monthWords';
import { plural } from '../words/plural';
import { message } from '../words/translate';

export const PLATFORMS = ['github', 'gitlab'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** The first line of every comment: invisible, and marks the comment to be updated next time. */
export const COMMENT_TAG = '<!-- modal-cost-lens -->';

/** The most that a comment may have, in bytes; GitHub counts 65,536 characters, GitLab 1,000,000. */
const LONGEST: Readonly<Record<Platform, number>> = { github: 65_000, gitlab: 900_000 };

/** How much of the length may be full after the changes, the findings and the notes; the rest is for the assumptions. */
const CHANGES_SHARE = 0.5;
const FINDINGS_SHARE = 0.75;
const NOTES_SHARE = 0.85;

/** @param linkTo the address of a page, by its path in the repository of the rules */
export function commentMarkdown(
  report: ChangeReport,
  platform: Platform,
  linkTo: (page: string) => string,
): string {
  const longest = LONGEST[platform];
  const page = new Page();
  page.add(COMMENT_TAG, `### Modal cost: ${headlineSentence(report)}`);
  page.add(
    `${inlineCode(report.before.name)} → ${inlineCode(report.after.name)}: ${quietText(changeSentences(report).join(' '))}`,
  );
  for (const sentence of billedSentences(report)) page.add(quietText(sentence));
  const [title, rule, ...rows] = changesMarkdown(report.changes);
  const left = (count: number): string =>
    plural(count, message('{0} more is not shown here.'), message('{0} more are not shown here.'));
  if (rows.length > 0) page.addLines([title!, rule!], rows, longest * CHANGES_SHARE, left);
  const items = (level: Severity): string[] =>
    report.findings.findings
      .filter(({ severity }) => severity === level)
      .map((each) => findingMarkdown(each, linkTo, quietText));
  const [loud, notes] = [[...items('error'), ...items('warning')], items('info')];
  if (loud.length > 0)
    page.addLines(['**Findings on new or changed code**', ''], loud, longest * FINDINGS_SHARE, left);
  if (notes.length > 0) page.addFold(notesText(notes.length), notes, longest * NOTES_SHARE, left);
  page.addFold('Prices and assumptions', assumptionLines(report), longest - 200, left);
  return page.text;
}

/** Blocks of Markdown, and how long they are in UTF-8. */
class Page {
  private readonly blocks: string[] = [];
  private length = 0;

  get text(): string {
    return this.blocks.join('\n\n');
  }

  add(...blocks: readonly string[]): void {
    for (const block of blocks) {
      this.blocks.push(block);
      this.length += bytesOf(block) + 2;
    }
  }

  /** A block of lines, as many as there is room for up to a length of the page; then how many are left. */
  addLines(
    head: readonly string[],
    lines: readonly string[],
    upTo: number,
    leftOut: (left: number) => string,
  ): void {
    let length = this.length + bytesOf(head.join('\n'));
    const fitting = lines.findIndex((line) => (length += bytesOf(line) + 1) > upTo);
    const shown = fitting < 0 ? lines : lines.slice(0, fitting);
    if (shown.length > 0) this.add([...head, ...shown].join('\n'));
    if (shown.length < lines.length) this.add(leftOut(lines.length - shown.length));
  }

  /** Lines that are seen when somebody asks for them. */
  addFold(title: string, lines: readonly string[], upTo: number, leftOut: (left: number) => string): void {
    this.add(`<details><summary>${title}</summary>`);
    this.addLines([], lines, upTo, leftOut);
    this.add('</details>');
  }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Prices, and what the months of changed declarations assume. */
function assumptionLines(report: ChangeReport): string[] {
  const assessed = new Map(report.after.assessments.map((each) => [each.estimate.subject, each]));
  const changed = report.changes.flatMap((change) => assumptionLine(change, assessed) ?? []);
  return [
    ...pricesSentences(report).map((sentence) => `- ${quietText(sentence)}`),
    '- A cost per month is a likely figure (≈) for a known usage, or, for a schedule without known run times, the figure at its timeout: a bound (≤) only if nothing else can be billed. Where the usage is unknown, only the warm floor counts.',
    '- Assumes that environment variables are not set, and that a container uses the CPU and memory that it requests.',
    ...changed,
  ];
}

function assumptionLine(
  { after }: Change,
  assessed: ReadonlyMap<Change['after'], Assessment>,
): string | undefined {
  const month = after && assessed.get(after)?.month;
  if (!after || month?.status !== 'known') return undefined;
  const said = assumptionsOf(month);
  return said.length === 0
    ? undefined
    : `- ${inlineCode(`${placeOf(after)} ${nameOf(after)}`, 160)}: ${quietText(said.join('; '))}.`;
}

function assumptionsOf({ assumptions, unstable }: KnownMonth): string[] {
  return [
    ...(unstable === null ? [] : [`overloaded, ${overloadText(unstable)}`]),
    ...assumptions.map(assumptionText),
  ];
}

/** Text that is shown as it is, and calls nobody: no mention of a person, an issue, a label or a commit. */
function quietText(text: string): string {
  return escapeMarkdown(text).replace(/(&#(?:33|35|38|64|126);|(?<!&)[#!%])(?=[\p{L}\p{N}_&])/gu, '$1\u2060');
}
