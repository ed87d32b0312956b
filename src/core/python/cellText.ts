import { lineKinds } from './lineKinds';

/** Cell magics whose cells are Python all the same. */
const OF_PYTHON = new Set(['capture', 'prun', 'time', 'timeit']);

/** What begins a line that IPython takes for itself: `%pip install`, `!ls`, `?help`. */
const MAGIC = /^([ \t\f]*)(?:%{1,2}[A-Za-z]|!\s*[^\s=]|\?\??[A-Za-z_])/;
/** `%time w = make()` and `%prun make()`, which run the rest of their line as it is. */
const RUNS_PYTHON = /^([ \t\f]*)(%(?:time|prun))([ \t]+)(?=[^\s%!?-])/;
/** `files = !ls`, `took = %timeit f()`. */
const ASSIGNED = /^([ \t\f]*[A-Za-z_][\w.,[\] \t]*=[ \t]*)(?:%[A-Za-z]|!\s*[^\s=])/;
/** `modal.App?` */
const HELP = /^([ \t\f]*)%{0,2}[A-Za-z_*][\w.*]*\?{1,2}\s*$/;

/**
 * A notebook's cell as Python: what IPython takes for itself is made a comment, and every character keeps its place.
 * Where a value is expected it becomes the name `_`, whose value is not known. A cell of another language, such as
 * `%%bash`, is blank.
 */
export function cellText(text: string): string {
  if (!/[%!?]/.test(text)) return text;
  const magic = /^\s*%%(\w+)/.exec(text)?.[1];
  if (magic !== undefined && !OF_PYTHON.has(magic)) return text.replace(/[^\r\n]/g, ' ');
  const lines = text.split('\n');
  const hidden = lines.map(hide);
  // Inside a string or brackets a line may begin in such a way and be Python.
  const kinds = lineKinds(hidden);
  const result: string[] = [];
  let goesOn = false;
  for (const [i, line] of lines.entries()) {
    const now: string = goesOn ? comment(line) : kinds[i] === 'continuation' ? line : hidden[i]!;
    goesOn = now !== line && !RUNNING.test(now) && /\\\r?$/.test(line);
    result.push(now);
  }
  return result.join('\n');
}

/** A line that IPython takes for itself, or takes a value from, without that. */
function hide(line: string): string {
  const run = RUNS_PYTHON.exec(line);
  if (run && !COMPOUND.test(line.slice(run[0].length)))
    return `${run[1]}${statement(run[2]! + run[3]!)}${line.slice(run[0].length)}`;
  const before = (MAGIC.exec(line) ?? ASSIGNED.exec(line) ?? HELP.exec(line))?.[1];
  if (before === undefined) return line;
  // A name, for a statement must stand in a block and a value in an assignment; the rest is a comment.
  return `${before}_#${line.slice(before.length + 2)}`;
}

const RUNNING = /^\s*_ +;/;

/** What cannot stand behind another statement in its line. */
const COMPOUND = /^(async|class|def|for|if|match|try|while|with)\b|^@/;

/** A statement that does nothing, in the place of a magic. */
function statement(magic: string): string {
  return `_${' '.repeat(magic.length - 2)};`;
}

/** What goes on from a magic in the line before it. */
function comment(line: string): string {
  return line.replace(/[^\s]/, '#');
}

/** A line of `%env NAME=value` or `%set_env NAME value`, as `hide` leaves it. */
const SETS_VARIABLE = /^[ \t\f]*_#(?:nv|et_env)[ \t]+(\w+)(?:[ \t]*=|[ \t])[ \t]*(\S.*?)[ \t]*\r?$/gm;

/** What the magics of a cell set in the environment, where `cellText` has hidden them. Null is a value that IPython works out. */
export function variablesOfMagics(
  text: string,
): readonly { name: string; value: string | null; at: number }[] {
  return [...text.matchAll(SETS_VARIABLE)].map(({ 1: name = '', 2: value = '', index }) => ({
    name,
    value: /[${]/.test(value) ? null : value,
    at: index,
  }));
}
