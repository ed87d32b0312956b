import type { PythonParser } from '../core/python/parser';
import type { GateBase } from '../core/render/review/gateText';
import { DeployRecord } from './deployRecord';
import type { NoRepository } from './gitProcess';
import type { Options } from './options';
import type { Place } from './scannedPaths';
import { stateOnDisk, statesBetween, type State, type StatesOfChange } from './states';

/** What is deployed now, what was deployed before, and where that is known from. */
export interface GateStates extends StatesOfChange {
  readonly base: GateBase;
}

/** Throws `UsageError` where a `--base` is given and cannot be read. */
export function gateStates(
  record: DeployRecord | NoRepository,
  place: Place,
  options: Options,
  parser: PythonParser,
): GateStates {
  if (!(record instanceof DeployRecord)) {
    if (options.base !== undefined) throw record;
    return { ...firstDeploy(options, parser), base: { kind: 'noRepository', why: record.message } };
  }
  const { repository, reference, head } = record;
  const asked = options.base === undefined ? null : repository.commit(options.base);
  const commit = asked ?? record.last();
  if (!commit)
    return {
      ...firstDeploy(options, parser),
      base: head ? { kind: 'firstDeploy', reference } : { kind: 'noCommit' },
    };
  return {
    ...statesBetween(commit, null, repository, place, options, parser),
    base: asked ? { kind: 'asked' } : { kind: 'recorded', reference },
  };
}

function firstDeploy(options: Options, parser: PythonParser): StatesOfChange {
  const after = stateOnDisk(options, parser);
  return { before: nothing(after), after };
}

/** A state without any code, by the prices of another. */
function nothing(after: State): State {
  const scan = { ...after.scan, seen: 0, parsed: 0, declarations: [], callSites: [], skipped: [] };
  const report = { findings: [], silenced: [] };
  return { ...after, scan, assessments: [], report, name: 'nothing', skipped: [] };
}
