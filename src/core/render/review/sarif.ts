/** Findings as SARIF 2.1.0, the format that code hosts and editors read. */
import type { TextRange } from '../../modal/declaration';
import { LazyList } from '../../json/jsonChunks';
import { inCell } from '../../review/findings/ruleSubject';
import type { Point } from '../../python/parser';
import type { Finding, FindingReport, SilencedFinding } from '../../review/findings/finding';
import { fingerprints } from '../../review/findings/fingerprint';
import { RULE_IDS, ruleInfo, rulePage, type RuleId, type Severity } from '../../review/findings/rules';
import { TEAM_FILE, type TeamNote, type TeamProblem } from '../../review/team/team';
import { oneLine } from '../escape';
import { findingText, relatedText } from '../words/findingsText';
import { ruleDescription, ruleTitle } from '../words/ruleTitles';
import { skipReasonText } from '../words/skipReasons';
import { teamNoteText, teamProblemText } from '../words/teamFile';
import type { SkippedFile } from '../../workspace/skipReason';
import { figureJson } from './findingsJson';

/** What made the findings. */
export interface SarifTool {
  readonly version: string;
  /** The address of the project. */
  readonly home: string;
  readonly linkTo: (page: string) => string;
}

/** SARIF knows no `info`. */
const LEVELS: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  warning: 'warning',
  error: 'error',
};

/** Paths are from the root of the checkout: where that is, the reader of the file knows. */
const ROOT = '%SRCROOT%';

/** What hindered it, and where it is. */
export interface SarifTroubles {
  /** Files that were not read. */
  readonly skipped: readonly SkippedFile[];
  /** What is wrong in the team file. */
  readonly problems: readonly TeamProblem[];
  /** What applies in the team file, but not as it is written. */
  readonly notes: readonly TeamNote[];
  /** Where a place in a notebook’s cell is in its file. */
  readonly placeInFile: PlaceInFile;
}

/** Where a place in a notebook’s cell is in its file, lines and columns from 0; undefined where that cannot be told. */
export type PlaceInFile = (file: string, cell: number, place: Point) => Point | undefined;

/**
 * A report as SARIF; what is silenced is in it as suppressed.
 * @param prefix what goes before the names of files, so that they are from the root of the checkout; with a `/` at its end
 */
export function sarif(
  { findings, silenced }: FindingReport,
  troubles: SarifTroubles,
  tool: SarifTool,
  prefix: string,
): object {
  const place = new Places(prefix, troubles.placeInFile);
  const all = [
    ...findings.map((finding) => ({ finding, silence: null })),
    ...silenced.map((silence) => ({ finding: silence.finding, silence })),
  ];
  const prints = fingerprints(all.map(({ finding }) => finding));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(tool) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the checkout.' } } },
        invocations: [invocation(troubles, place)],
        results: new LazyList(all, ({ finding, silence }, i) => result(finding, silence, prints[i]!, place)),
      },
    ],
  };
}

function driver({ version, home, linkTo }: SarifTool): object {
  return {
    name: 'Modal Cost Lens',
    semanticVersion: version,
    informationUri: home,
    rules: RULE_IDS.map((id) => {
      const { severity } = ruleInfo(id);
      const [title, description] = [ruleTitle(id), ruleDescription(id)];
      return {
        id,
        name: title.replace(/[^A-Za-z]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? ''),
        shortDescription: { text: title },
        fullDescription: { text: description },
        help: { text: `${description} See ${linkTo(rulePage(id))}` },
        helpUri: linkTo(rulePage(id)),
        defaultConfiguration: { level: LEVELS[severity] },
        properties: { tags: ['cost'] },
      };
    }),
  };
}

function invocation({ skipped, problems, notes }: SarifTroubles, place: Places): object {
  return {
    executionSuccessful: true,
    toolConfigurationNotifications: [
      ...problems.map(({ problem, range }) => ({
        level: 'error',
        message: { text: plain(oneLine(teamProblemText(problem))) },
        locations: [{ physicalLocation: place.physical({ file: TEAM_FILE, range }) }],
        properties: { kind: problem.kind },
      })),
      ...notes.map((note) => ({
        level: note.kind === 'replacedBook' ? 'note' : 'warning',
        message: { text: plain(oneLine(teamNoteText(note))) },
        locations: [{ physicalLocation: place.physical({ file: TEAM_FILE, range: note.range }) }],
        properties: { kind: note.kind },
      })),
    ],
    toolExecutionNotifications: skipped.map(({ file, reason }) => ({
      level: 'warning',
      message: { text: plain(oneLine(`${file}: skipped, ${skipReasonText(reason)}`)) },
      locations: [{ physicalLocation: { artifactLocation: place.artifact(file) } }],
      properties: { kind: reason.kind },
    })),
  };
}

function result(finding: Finding, silence: SilencedFinding | null, print: string, place: Places): object {
  const { rule, kind, severity, cell, range, related, figure } = finding;
  return {
    ruleId: rule,
    ruleIndex: indexOf(rule),
    level: LEVELS[severity],
    message: { text: plain(findingText(finding)) },
    locations: [{ physicalLocation: place.physical(finding), ...logical(finding) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((each, id) => ({
        id,
        physicalLocation: place.physical({
          ...each,
          ...(each.kind === 'budget' ? {} : inCell(each.subject.cell)),
        }),
        message: { text: plain(relatedText(each)) },
      })),
    }),
    partialFingerprints: { 'modalCost/v1': print },
    suppressions: silence ? [suppression(silence, place)] : [],
    properties: {
      messageKind: kind,
      ...(figure && { figure: figureJson(figure) }),
      ...(cell === undefined ? {} : { cell, line: range.start.line + 1 }),
    },
  };
}

function indexOf(rule: RuleId): number {
  return RULE_IDS.indexOf(rule);
}

function logical({ subject }: Finding): object {
  if (!subject || subject.type === 'call') return {};
  const kind = subject.kind === 'function' ? 'function' : 'type';
  return {
    logicalLocations: [{ name: subject.name, fullyQualifiedName: subject.qualname, kind }],
  };
}

function suppression({ by, reason, line, finding }: SilencedFinding, place: Places): object {
  const file = by === 'team' ? TEAM_FILE : finding.file;
  return {
    kind: by === 'team' ? 'external' : 'inSource',
    status: 'accepted',
    justification: reason,
    location: {
      physicalLocation: {
        artifactLocation: place.artifact(file),
        region: { startLine: by === 'team' ? line : place.lineOf(finding, line) },
      },
    },
  };
}

/** Places in files. */
class Places {
  constructor(
    private readonly prefix: string,
    private readonly placeInFile: PlaceInFile,
  ) {}

  physical({ file, cell, range }: Pick<Finding, 'file' | 'cell' | 'range'>): object {
    const { start, end } = this.inFile(file, cell, range);
    return {
      artifactLocation: this.artifact(file),
      region: {
        startLine: start.line + 1,
        startColumn: start.column + 1,
        endLine: end.line + 1,
        endColumn: end.column + 1,
      },
    };
  }

  /** The line in the file, from 1, of a line that is counted as a finding's are. */
  lineOf({ file, cell }: Pick<Finding, 'file' | 'cell'>, line: number): number {
    const at = { line: line - 1, column: 0 };
    return this.inFile(file, cell, { start: at, end: at }).start.line + 1;
  }

  /** A range as who reads the file as text counts: a notebook is JSON, with its cells in it. */
  private inFile(file: string, cell: number | undefined, range: TextRange): TextRange {
    if (cell === undefined) return range;
    const start = this.placeInFile(file, cell, range.start) ?? { line: 0, column: 0 };
    return { start, end: this.placeInFile(file, cell, range.end) ?? start };
  }

  /** A relative reference: no character of a name means anything but itself. */
  artifact(file: string): object {
    const uri = `${this.prefix}${file}`
      .split('/')
      .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')).replace(/[!'()*]/g, percent))
      .join('/');
    return { uri, uriBaseId: ROOT };
  }
}

/** Text of a workspace makes no link: SARIF takes `[text](place)` for one. */
function plain(text: string): string {
  return text.replaceAll('](', '] (');
}

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
