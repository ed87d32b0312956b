/** The actual bill of the folders that an agent may ask about, joined with their code. */
import type { PythonParser } from '../core/python/parser';
import { oneLine, shorten } from '../core/render/escape';
import type { ToolBill } from '../core/tools/actualAnswer';
import { ToolProblem } from '../core/tools/toolProblem';
import { UserError } from '../core/userError';
import { assessState } from './assessState';
import { billBeside, readBill } from './billFiles';
import { DiskTree } from './fileTree';
import { filesMatching } from './filesMatching';
import { Boundary } from './links';
import type { McpTerms } from './mcpFolders';

/**
 * The bill of the first folder whose team file names one that is there.
 * @throws ToolProblem where there is none, or where a file of it is not understood
 */
export function billOfFolders(
  roots: readonly string[],
  parser: PythonParser,
  { book, hoursPerMonth, usage, env, includeStartup }: McpTerms,
): ToolBill {
  const hours = hoursPerMonth ?? undefined;
  const options = {
    command: 'actual',
    book: undefined,
    hours,
    asOf: undefined,
    usage,
    env,
    includeStartup,
  } as const;
  for (const root of roots) {
    const state = assessState(new DiskTree([root], root), parser, options, true, book ?? undefined);
    const boundary = new Boundary([root]);
    const files = state.team.actual
      .flatMap((glob) => filesMatching(root, glob))
      .filter((file) => boundary.holds(file));
    if (files.length === 0) continue;
    const bill = orProblem(() => readBill(files, { metricsColumns: {} }, { warn: () => undefined }));
    return { bill, workspace: orProblem(() => billBeside(bill, state)) };
  }
  throw new ToolProblem(NO_FILES);
}

const NO_FILES =
  'There is no actual bill: no modal-cost.json of these folders names files of one. Ask the user to save one with `modal billing report --start 2026-11-01 --show-resources --json > bill.json`, and to add "actual": "bill.json" to modal-cost.json.';

function orProblem<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw new ToolProblem(shorten(oneLine(error.message), 500));
    throw error;
  }
}
