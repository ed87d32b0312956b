import { assess, costsByItself, type Assessment } from '../core/cost/assess';
import type { PricingContext } from '../core/cost/estimate';
import { UsageComments } from '../core/modal/usageComment';
import { oneLine } from '../core/render/escape';
import type { WorkspaceScan } from '../core/render/scanJson';
import { applyValues, usageLayersFor } from '../core/review/team/apply';
import { parseTeamFile, type TeamResult } from '../core/review/team/parse';
import { NO_TEAM, TEAM_FILE, type Team, type TeamProblem } from '../core/review/team/team';
import type { PythonParser } from '../core/python/parser';
import { pricingContext } from './books';
import type { FileTree } from './fileTree';
import type { Options } from './options';
import type { Terminal } from './terminal';
import { Workspace } from './workspace';

/** One state of a workspace: what it declares, and what that costs. */
export interface AssessedState {
  readonly scan: WorkspaceScan;
  readonly assessments: readonly Assessment[];
  readonly context: PricingContext;
  readonly team: Team;
  /** What is wrong in its team file. */
  readonly problems: readonly TeamProblem[];
  readonly includeStartup: boolean;
  /** The text of a scanned file. */
  readonly textOf: (file: string) => string | undefined;
}

/** Reads and prices a state by its own team file. */
export function assessState(files: FileTree, parser: PythonParser, options: Options): AssessedState {
  const { team, problems } = readTeam(files);
  const context = pricingContext(
    options.book ?? team.priceBook ?? undefined,
    options.hours ?? team.hoursPerMonth ?? undefined,
  );
  const includeStartup = options.includeStartup && (team.countStartup ?? true);
  const workspace = new Workspace(files, parser);
  try {
    const scan = workspace.scan();
    const comments = new Map<string, UsageComments>();
    const commentsOf = (file: string): UsageComments => {
      let found = comments.get(file);
      if (!found) comments.set(file, (found = new UsageComments(workspace.textOf(file))));
      return found;
    };
    const use = { ...(options.usage ? { options: options.usage } : {}), includeStartup };
    const assessments = [
      ...scan.declarations.map((each) =>
        assess(applyValues(team, each), context, {
          ...use,
          defaults: usageLayersFor(team, each),
          comment: commentsOf(each.file).of(each),
        }),
      ),
      ...scan.callSites.filter(costsByItself).map((each) => assess(each, context, { ...use, defaults: [] })),
    ];
    return {
      scan,
      assessments,
      context,
      team,
      problems,
      includeStartup,
      textOf: (file) => workspace.textOf(file),
    };
  } finally {
    workspace.dispose();
  }
}

function readTeam(files: FileTree): TeamResult {
  if (!files.isFile(TEAM_FILE)) return { team: NO_TEAM, problems: [] };
  return parseTeamFile(new TextDecoder().decode(files.read(TEAM_FILE)));
}

/** Names what was not read, on stderr. */
export function warnOf({ scan, problems }: AssessedState, out: Terminal): void {
  for (const { line, column, message } of problems)
    out.warn(`modal-cost: ${TEAM_FILE}:${line}:${column}: ${oneLine(message)}`);
  for (const { file, reason } of scan.skipped) out.warn(oneLine(`modal-cost: ${file}: skipped, ${reason}`));
}
