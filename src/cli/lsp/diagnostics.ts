import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver/node';
import { linkTo } from '../../common/repository';
import { teamNoteText, teamProblemLine } from '../../core/render/words/teamFile';
import { findingText, relatedText } from '../../core/render/words/findingsText';
import type { Finding } from '../../core/review/findings/finding';
import { rulePage, type Severity } from '../../core/review/findings/rules';
import type { TeamResult } from '../../core/review/team/parseTeamFile';
import type { Folder } from './folder';
import { toRange } from './places';

export const SOURCE = 'Modal Cost Lens';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  info: DiagnosticSeverity.Information,
  warning: DiagnosticSeverity.Warning,
  error: DiagnosticSeverity.Error,
};

/** A finding, with its rule as the code and the rule's page as what describes that. */
export function diagnosticOf(finding: Finding, folder: Folder | undefined, hasRelated: boolean): Diagnostic {
  const { rule, severity, range, related } = finding;
  return {
    range: toRange(range),
    severity: SEVERITIES[severity],
    code: rule,
    codeDescription: { href: linkTo(rulePage(rule)) },
    source: SOURCE,
    message: findingText(finding),
    ...(rule === 'old-name' ? { tags: [DiagnosticTag.Deprecated] } : {}),
    ...(folder && hasRelated && related.length > 0
      ? { relatedInformation: related.map((place) => relatedPlace(place, folder)) }
      : {}),
  };
}

function relatedPlace(place: Finding['related'][number], folder: Folder): DiagnosticRelatedInformation {
  return {
    location: { uri: folder.addressOf(place.file), range: toRange(place.range) },
    message: relatedText(place),
  };
}

/** What is wrong in a team file, and what is not as it is written. */
export function teamDiagnostics({ problems, notes }: Pick<TeamResult, 'problems' | 'notes'>): Diagnostic[] {
  return [
    ...problems.map((each) => ({
      range: toRange(each.range),
      severity: DiagnosticSeverity.Error,
      source: SOURCE,
      message: teamProblemLine(each),
    })),
    ...notes.map((note) => ({
      range: toRange(note.range),
      severity: DiagnosticSeverity.Warning,
      source: SOURCE,
      message: teamNoteText(note),
    })),
  ];
}
