import { COMMANDS, OPTION_COMMANDS, orList, type Command, type OptionName } from './options';

/** How each command is called, and what it does. */
const COMMAND_HELP: Readonly<Record<Command, readonly [operands: string, what: string]>> = {
  scan: ['PATH…', 'list what the code declares: GPUs, containers, timeouts, and whether each value is known'],
  estimate: [
    'PATH…',
    'estimate what it costs: per running hour, warm, per call, and per month if the usage is known; PATH::NAME for one declaration',
  ],
  advise: ['PATH::NAME', 'compare settings of min_containers and scaledown_window for one declaration'],
  diff: ['[PATH…]', 'show what a change costs: the working tree, or --head, compared with --base'],
  comment: ['[PATH…]', 'print the same as a Markdown comment for a pull request or merge request'],
  check: ['[PATH…]', 'check rules and budgets; with --base, report only new or changed code'],
  actual: ['[PATH…]', 'show what each app did cost, by Modal’s billing report, beside its estimate'],
  gpus: [
    '[GPU…]',
    'list the GPUs of the price book, and the same cards elsewhere; for each GPU that you name, when another provider is cheaper',
  ],
  providers: [
    '',
    'show what the 2026 review reports of Modal and other providers, and what Modal’s own documents say',
  ],
  gate: [
    '[PATH…] -- COMMAND',
    'show what a deploy costs and what it changes, ask if that is too much, then run COMMAND',
  ],
  mcp: ['[FOLDER…]', 'run a Model Context Protocol server for agents on standard input and output'],
  lsp: ['', 'run a language server for editors on standard input and output'],
};

/** What each option takes, and what it does. */
const OPTION_HELP: Readonly<Record<Exclude<OptionName, 'format'>, readonly [value: string, what: string]>> = {
  book: [
    'ID|FILE',
    'modal-list-2026-10 (default), review-2026-05, or a file: your own price book, or what modal billing rates --json printed',
  ],
  hours: ['N', "hours per month, instead of the price book's 720 or 730"],
  usage: [
    '"KEY=VALUE …"',
    'the usage of all declarations, with the fields of a # modal-cost: comment: requests_per_day=50000 seconds_per_request=0.2',
  ],
  trace: [
    'FILE',
    'a file of your real requests, for one declaration (PATH::NAME): CSV, JSON lines, or an access log of nginx, Caddy or uvicorn. It is read on this machine only',
  ],
  'trace-options': [
    '"KEY=VALUE …"',
    'how to read the trace, if it is read wrongly: time_unit=ms duration=took',
  ],
  env: [
    'NAME=VALUE',
    'an environment variable that the code is deployed with, such as GPU_TYPE=H100; can be repeated. Takes precedence over modal-cost.json',
  ],
  preset: ['A|B|C', "one of the 2026 review's scenarios instead of code, by the review's prices"],
  actual: [
    'FILE',
    'what modal billing report or modal billing summary printed, or a metrics export; can be repeated. It is read on this machine only',
  ],
  'metrics-columns': [
    '"KEY=NAME …"',
    'the columns of a metrics export as CSV, if they have other names: app=Service',
  ],
  'as-of': ['DATE', 'the prices of an earlier day, such as 2024-05, by the former rates of the price book'],
  'min-vram': ['GB', 'only GPUs with so much memory or more'],
  'max-price': ['USD', 'only GPUs for so much per GPU-hour or less'],
  sort: ['book|price|vram|name', 'the order; price begins with the cheapest, vram with the largest'],
  utilization: ['SHARE', 'the share of the time that is active, such as 20% or 0.2; gpus needs a GPU for it'],
  'tokens-per-second': ['N', 'the throughput of the GPU that you name, instead of the measured one'],
  'no-startup': ['', 'do not bill start-up seconds'],
  'cold-starts': ['SHARE', 'the share of requests that may hit a cold start, such as 1% or 0.01'],
  base: [
    'REV',
    'the revision to compare with. Default: HEAD; for check none, and for gate the commit that COMMAND has last deployed',
  ],
  head: ['REV', 'the revision to compare (default: the working tree)'],
  'merge-base': ['', 'compare with the newest common commit of base and head'],
  'min-delta': ['USD|PERCENT', 'leave out changes of less than this per month, up or down, such as 10 or 5%'],
  platform: ['github|gitlab', 'the platform that shows the comment'],
  'fail-above': ['USD', 'fail if the cost per month, or with --base its increase, is above this'],
  'max-increase': ['USD', 'ask, or without a terminal refuse, above this increase per month (default: 0)'],
  'fail-on-unknown': ['', 'fail if a price, a warm floor or a cost per month with usage is unknown'],
  'allow-unread': ['', 'pass although a file could not be read'],
};

const EXIT_STATUS =
  'Exit status: 0 success · 1 no Modal code found (scan, estimate, advise), or the check failed · 2 wrong usage, an unreadable path or revision, an invalid price book or, for check, an invalid modal-cost.json · 3 the check passed, but not all files could be read · 125 gate did not run the command · 126, 127 the command of gate cannot be started, or was not found; otherwise gate ends as the command does · 70 internal error · 71 the system refuses memory, files or processes · 74 the output cannot be written · 141 its reader closed the pipe.';

const DOCS = 'https://github.com/modal-cost-lens/modal-cost-lens/blob/main/docs/command-line.md';

/** Where the meanings begin, after the longest call and the longest option. */
const [COMMAND_COLUMN, OPTION_COLUMN] = [31, 33];

/** More commands than that for an option are not named beside it. */
const MAX_NAMED_COMMANDS = 4;

/** The help of one command, or of all. */
export function helpText(command: Command | null): string {
  return command === null ? helpOfAll() : helpOf(command);
}

function helpOfAll(): string {
  const commands = Object.entries(COMMAND_HELP) as [Command, readonly [string, string]][];
  return [
    'modal-cost: estimates what Modal functions cost, from their Python source',
    '',
    ...commands.flatMap(([name, [, what]]) => entry(callOf(name), what, COMMAND_COLUMN)),
    '',
    ...formatEntry(
      `${formatsOf('scan')}; also csv for ${commandsWith('csv')}, and sarif for ${commandsWith('sarif')}`,
    ),
    ...optionNames().flatMap((name) => optionEntry(name, `${forCommands(name)}${OPTION_HELP[name][1]}`)),
    '  --help  --version',
    '',
    ...wrapped(EXIT_STATUS, WIDTH),
    'Output is colored only in a terminal. Set NO_COLOR to turn colors off.',
    'modal-cost COMMAND --help shows the options of one command.',
    `Documentation: ${DOCS}`,
  ].join('\n');
}

function helpOf(command: Command): string {
  const [, what] = COMMAND_HELP[command];
  const options = optionNames().filter((name) => OPTION_COMMANDS[name]?.includes(command) ?? true);
  return [
    callOf(command),
    '',
    ...wrapped(what, WIDTH - 2).map((line) => `  ${line}`),
    '',
    ...(COMMANDS[command].length > 1 ? formatEntry(formatsOf(command)) : []),
    ...options.flatMap((name) => optionEntry(name, OPTION_HELP[name][1])),
    '',
    'modal-cost --help lists all commands and the exit statuses.',
    `Documentation: ${DOCS}`,
  ].join('\n');
}

function formatEntry(formats: string): string[] {
  return entry('--format FORMAT', formats, OPTION_COLUMN);
}

/** `table (default), json or markdown`. */
function formatsOf(command: Command): string {
  const [first, ...others] = COMMANDS[command];
  return orList([`${first} (default)`, ...others]);
}

function callOf(command: Command): string {
  return `modal-cost ${command} ${COMMAND_HELP[command][0]}`.trimEnd();
}

function optionNames(): readonly (keyof typeof OPTION_HELP)[] {
  return Object.keys(OPTION_HELP) as (keyof typeof OPTION_HELP)[];
}

/** `check, gate: `; nothing for an option of many commands. */
function forCommands(name: OptionName): string {
  const commands = OPTION_COMMANDS[name] ?? [];
  return commands.length === 0 || commands.length > MAX_NAMED_COMMANDS ? '' : `${commands.join(', ')}: `;
}

function commandsWith(format: string): string {
  const commands = Object.entries(COMMANDS).filter(([, formats]) =>
    (formats as readonly string[]).includes(format),
  );
  return commands.map(([name]) => name).join(', ');
}

function optionEntry(name: keyof typeof OPTION_HELP, what: string): string[] {
  return entry(`--${name} ${OPTION_HELP[name][0]}`.trimEnd(), what, OPTION_COLUMN);
}

/** As wide as a line may be. */
const WIDTH = 118;

/** A term and what it means, in two columns; a term that is too long has a line of its own. */
function entry(term: string, meaning: string, column: number): string[] {
  const lines = wrapped(meaning, WIDTH - column);
  const first = `  ${term} `.padEnd(column);
  const rest = lines.map((line) => ' '.repeat(column) + line);
  return first.length > column ? [first.trimEnd(), ...rest] : [first + lines[0]!, ...rest.slice(1)];
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
