import { version } from '../../package.json';
import { assess, costsByItself, type Assessment } from '../core/cost/assess';
import type { PricingContext } from '../core/cost/estimate';
import { UsageComments } from '../core/modal/usageComment';
import type { WorkspaceScan } from '../core/render/scanJson';
import { printAdvice, splitTarget } from './advise';
import { pricingContext } from './books';
import { printEstimate } from './estimate';
import { HELP, readOptions, UsageError, type Options } from './options';
import { oneLine } from '../core/render/escape';
import { loadParser } from './parser';
import { printScan } from './scan';
import { terminal, type Terminal } from './terminal';
import { DiskTree } from './fileTree';
import { Workspace } from './workspace';

const COMMANDS: readonly string[] = ['scan', 'estimate', 'advise'];

const DONE = 0;
const NOTHING_FOUND = 1;
const WRONG_USAGE = 2;

async function main(args: readonly string[], out: Terminal): Promise<number> {
  const options = readOptions(args);
  if (options.version) out.print(version);
  else if (options.help || options.command === '' || options.command === 'help') out.print(HELP);
  if (options.version || options.help || options.command === 'help') return DONE;
  if (!COMMANDS.includes(options.command)) {
    if (options.command === '') return WRONG_USAGE;
    throw new UsageError(`there is no command "${options.command}"; modal-cost --help lists them`);
  }
  const context = pricingContext(options.book, options.hours);
  const target = options.command === 'advise' ? splitTarget(options.paths[0]) : undefined;
  const workspace = new Workspace(new DiskTree(target ? [target.path] : options.paths), await loadParser());
  try {
    const scan = workspace.scan();
    for (const { file, reason } of scan.skipped) out.warn(oneLine(`modal-cost: ${file}: skipped, ${reason}`));
    const found = scan.declarations.length + scan.callSites.length > 0;
    if (found || options.format === 'json') {
      if (options.command === 'scan') printScan(scan, options.format, out);
      else {
        const assessments = assessAll(scan, workspace, context, options);
        if (target) printAdvice(assessments, target.name, options, out);
        else printEstimate(assessments, context, options, out);
      }
    }
    if (!found)
      out.warn(`modal-cost: no Modal code in ${options.paths.join(', ')} (${scan.seen} Python files seen)`);
    return found ? DONE : NOTHING_FOUND;
  } finally {
    workspace.dispose();
  }
}

/** Prices everything in a scan, each file's usage comments read once. */
function assessAll(
  scan: WorkspaceScan,
  workspace: Workspace,
  context: PricingContext,
  { usage, includeStartup }: Options,
): readonly Assessment[] {
  const comments = new Map<string, UsageComments>();
  const commentsOf = (file: string): UsageComments => {
    let found = comments.get(file);
    if (!found) comments.set(file, (found = new UsageComments(workspace.textOf(file))));
    return found;
  };
  const use = { ...(usage ? { options: usage } : {}), defaults: [], includeStartup };
  const calls = scan.callSites.filter(costsByItself);
  return [
    ...scan.declarations.map((each) =>
      assess(each, context, { ...use, comment: commentsOf(each.file).of(each) }),
    ),
    ...calls.map((each) => assess(each, context, use)),
  ];
}

const out = terminal();
main(process.argv.slice(2), out).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    const expected = error instanceof UsageError;
    out.warn(
      `modal-cost: ${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = expected ? WRONG_USAGE : 70;
  },
);
