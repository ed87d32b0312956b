import type { TextRange } from '../../modal/declaration';
import type { Figure, Finding, RelatedPlace } from '../../review/findings/finding';
import { fingerprints } from '../../review/findings/fingerprint';
import { LazyList } from '../../json/jsonChunks';
import { rulePage } from '../../review/findings/rules';
import { findingText, fixTitle, relatedText } from '../words/findingsText';
import { parameterWords } from '../words/parameterWords';
import { cellJson } from '../placeText';
import { shown } from '../words/subjectNames';
import { subjectJson } from './reviewJson';

/** Findings with places from 1, as people count them. */
export function findingsJson(findings: readonly Finding[]): LazyList<Finding> {
  const prints = fingerprints(findings);
  return new LazyList(findings, (finding, i) => findingJson(finding, prints[i]!));
}

/** @param print see `fingerprints` */
export function findingJson(finding: Finding, print: string): object {
  const { rule, kind, severity, file, cell, range, subject, figure, related, fixes } = finding;
  return {
    rule,
    page: rulePage(rule),
    severity,
    message: findingText(finding),
    messageKind: kind,
    file,
    ...cellJson({ cell }),
    ...placeJson(range),
    subject: subject && subjectJson(subject),
    figure: figure && figureJson(figure),
    related: related.map(relatedJson),
    fixes: fixes.map(fixTitle),
    fixKinds: fixes.map((fix) => fix.kind),
    fingerprint: print,
  };
}

function relatedJson(place: RelatedPlace): object {
  return {
    file: place.file,
    ...cellJson(place.kind === 'budget' ? {} : place.subject),
    ...placeJson(place.range),
    message: relatedText(place),
    messageKind: place.kind,
  };
}

/** A figure in one line. */
export interface FigureJson {
  readonly value: number | string;
  readonly unit: string;
  readonly limit: number | null;
}

export function figureJson({ value, unit, limit }: Figure): FigureJson {
  return { value: figureValue(value), unit, limit };
}

function figureValue(value: Figure['value']): number | string {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? shown(value) : parameterWords(value.defaultOf).fallback;
}

function placeJson({ start, end }: TextRange): object {
  return {
    line: start.line + 1,
    column: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
