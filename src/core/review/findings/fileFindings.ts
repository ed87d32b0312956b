import type { Assessment } from '../../cost/assess';
import { isUnfinished } from '../../modal/declaration';
import type { FileScan } from '../../modal/scan';
import type { Team } from '../team/team';
import type { Finding } from './finding';
import { findings } from './findings';
import type { RuleSettings } from './rules';

/** A file that is being edited. */
export interface EditedFile {
  /** Its name, as its declarations have it. */
  readonly file: string;
  readonly text: string;
  readonly scan: FileScan;
  readonly assessments: readonly Assessment[];
}

/** What the rules find in a file as it is being edited; undefined where its code does not parse just now. */
export function fileFindings(
  { file, text, scan, assessments }: EditedFile,
  team: Team,
  settings: RuleSettings,
): readonly Finding[] | undefined {
  if (scan.declarations.some((each) => each.stale && !isUnfinished(each))) return undefined;
  const finished = assessments.filter(({ estimate: { subject } }) => !isUnfinished(subject));
  return findings(finished, {
    team,
    settings,
    whole: false,
    textOf: (name) => (name === file ? text : undefined),
  }).findings;
}
