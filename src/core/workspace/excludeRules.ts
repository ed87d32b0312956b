/** What a workspace leaves out: `.gitignore` files, and VS Code's `files.exclude`. */
import ignore, { type Ignore } from 'ignore';

/** A hostile file should not keep anybody waiting. */
const MAX_RULES = 2_000;
const MAX_RULE_LENGTH = 1_000;

/** The rules of one folder, for paths below it. */
export class ExcludeRules {
  private compiled: Ignore | undefined;

  private constructor(private readonly lines: readonly string[]) {}

  /** The rules of a `.gitignore`. */
  static ofGitignore(text: string): ExcludeRules {
    return new ExcludeRules(limited(text.replace(/^\uFEFF/, '').split(/\r?\n/)));
  }

  /** Globs as `files.exclude` has them: of a path from the workspace folder, where only `**` goes over folders. */
  static ofGlobs(globs: readonly string[]): ExcludeRules {
    const all = limited(globs.flatMap(alternatives));
    return new ExcludeRules(all.map((glob) => `/${glob.replace(/^\/+/, '').replace(/[\\ ]/g, '\\$&')}`));
  }

  /** Whether a path (with `/`, from the folder of the rules) is left out, or expressly not; undefined where no rule says. */
  decide(path: string, isFolder: boolean): boolean | undefined {
    if (this.lines.length === 0) return undefined;
    this.compiled ??= ignore({ ignorecase: false }).add(this.lines);
    const { ignored, unignored } = this.compiled.test(isFolder ? `${path}/` : path);
    return ignored ? true : unignored ? false : undefined;
  }

  /** Gives back the memory that answers took; more can be asked all the same. */
  rest(): void {
    this.compiled = undefined;
  }
}

function limited(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '' && line.length <= MAX_RULE_LENGTH).slice(0, MAX_RULES);
}

/** `*.{a,b}` as `*.a` and `*.b`: Git's rules know no braces. */
function alternatives(glob: string): string[] {
  const open = [glob];
  const done: string[] = [];
  for (let each = open.pop(); each !== undefined && done.length < MAX_RULES; each = open.pop()) {
    const braces = /\{([^{}]*)\}/.exec(each);
    if (!braces) done.push(each);
    else if (open.length < MAX_RULES) {
      const [head, tail] = [each.slice(0, braces.index), each.slice(braces.index + braces[0].length)];
      open.push(...braces[1]!.split(',').map((part) => head + part + tail));
    }
  }
  return done;
}
