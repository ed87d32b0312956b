import { version } from '../../package.json';
import { pricingContext } from './books';
import { printEstimate } from './estimate';
import { HELP, readOptions, UsageError } from './options';
import { loadParser } from './parser';
import { printScan } from './scan';
import { terminal, type Terminal } from './terminal';
import { PathError, Workspace } from './workspace';

const DONE = 0;
const NOTHING_FOUND = 1;
const WRONG_USAGE = 2;

async function main(args: readonly string[], out: Terminal): Promise<number> {
  const options = readOptions(args);
  if (options.version) out.print(version);
  else if (options.help || options.command === '' || options.command === 'help') out.print(HELP);
  if (options.version || options.help || options.command === 'help') return DONE;
  if (options.command !== 'scan' && options.command !== 'estimate') {
    if (options.command === '') return WRONG_USAGE;
    throw new UsageError(`there is no command "${options.command}"; modal-cost --help lists them`);
  }
  const context = pricingContext(options.book, options.hours);
  const workspace = new Workspace(options.paths, await loadParser());
  try {
    const scan = workspace.scan();
    for (const { file, reason } of scan.skipped) out.warn(`modal-cost: ${file}: skipped, ${reason}`);
    const found = scan.declarations.length + scan.callSites.length > 0;
    if (found || options.format === 'json') {
      if (options.command === 'scan') printScan(scan, options.format, out);
      else printEstimate(scan, context, options.format, out);
    }
    if (!found)
      out.warn(`modal-cost: no Modal code in ${options.paths.join(', ')} (${scan.seen} Python files seen)`);
    return found ? DONE : NOTHING_FOUND;
  } finally {
    workspace.dispose();
  }
}

const out = terminal();
main(process.argv.slice(2), out).then(
  (status) => (process.exitCode = status),
  (error: unknown) => {
    const expected = error instanceof UsageError || error instanceof PathError;
    out.warn(
      `modal-cost: ${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    process.exitCode = expected ? WRONG_USAGE : 70;
  },
);
