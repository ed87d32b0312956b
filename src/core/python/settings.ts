/** The fields of pydantic's settings classes, which take their values from the environment. */
import type { ClassField } from './classFields';
import type { Variables } from './environment';
import type { ClassInfo } from './folding';
import { parseFloat, parseInteger } from './literals';
import { bool, float, int, known, str, unknown, withOrigin, type Evaluation, type PyValue } from './pyValue';
import { field } from './syntax';

/** What a field holds that nothing is given for: what is said of its variable, else its default. */
export function setting(info: ClassInfo, { name, annotation, variable, fallback }: ClassField): Evaluation {
  const config = configOf(info);
  const named = variable ?? `${config.prefix}${name}`;
  const { variables } = info.site.evaluator;
  const found = saidOf(variables, named, config.isCaseSensitive);
  const shown = found?.name ?? (config.isCaseSensitive ? named : named.toUpperCase());
  if (found) {
    const origin = { kind: 'environment', name: shown, saidIn: found.said.saidIn } as const;
    const value = read(annotation, found.said.value);
    return value
      ? known(value, [origin])
      : unknown({ kind: 'classNotFollowed', className: info.name }, [], [origin]);
  }
  const reason = { kind: 'environmentWithoutDefault', variable: shown } as const;
  const value = fallback ?? unknown(reason);
  const isElsewhere =
    config.readsFiles || (config.delimiter !== null && isNested(variables, named, config.delimiter));
  return withOrigin(isElsewhere ? { ...value, reason: value.reason ?? reason } : value, {
    kind: 'environment',
    name: shown,
  });
}

/** How a settings class finds its variables. */
interface Config {
  readonly prefix: string;
  readonly isCaseSensitive: boolean;
  /** Whether it reads files, too, such as `.env`. */
  readonly readsFiles: boolean;
  /** What stands between the name of a field and that of one of its own: `POOL__WARM`. */
  readonly delimiter: string | null;
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, or the same in a `class Config`. */
function configOf({ order }: ClassInfo): Config {
  const bodies = order.map(({ node }) => field(node, 'body')?.text ?? '');
  const first = (pattern: RegExp): string | undefined =>
    bodies.map((body) => pattern.exec(body)?.[2]).find((found) => found !== undefined);
  return {
    prefix: first(/\benv_prefix\s*=\s*(["'])(\w*)\1/) ?? '',
    isCaseSensitive: bodies.some((body) => /\bcase_sensitive\s*=\s*True\b/.test(body)),
    readsFiles: bodies.some((body) => /\b(env_file|secrets_dir|\w+_file)\s*=(?!\s*None\b)/.test(body)),
    delimiter: first(/\benv_nested_delimiter\s*=\s*(["'])(\S+?)\1/) ?? null,
  };
}

function saidOf(
  variables: Variables,
  name: string,
  isCaseSensitive: boolean,
): { readonly name: string; readonly said: NonNullable<ReturnType<Variables['get']>> } | undefined {
  const is = (each: string): boolean =>
    isCaseSensitive ? each === name : each.toLowerCase() === name.toLowerCase();
  const [found] = [...variables].filter(([each]) => is(each));
  return found && { name: found[0], said: found[1] };
}

function isNested(variables: Variables, name: string, delimiter: string): boolean {
  const start = `${name}${delimiter}`.toLowerCase();
  return [...variables.keys()].some((each) => each.toLowerCase().startsWith(start));
}

/** What pydantic makes of a variable's text for an annotation; undefined where that is not sure. */
function read(annotation: string, text: string): PyValue | undefined {
  const bare = annotation.replace(/\b(typing|t)\./g, '');
  const type = /^Optional\[(\w+)\]$/.exec(bare)?.[1] ?? bare.replace(/^None\||\|None$/g, '');
  switch (type) {
    case 'str':
      return str(text);
    case 'int': {
      const number = parseInteger(text);
      return number === undefined ? undefined : int(number);
    }
    case 'float': {
      const number = parseFloat(text);
      return number === undefined ? undefined : float(number);
    }
    case 'bool':
      if (/^(1|true|t|yes|y|on)$/i.test(text)) return bool(true);
      return /^(0|false|f|no|n|off)$/i.test(text) ? bool(false) : undefined;
    default:
      return undefined;
  }
}
