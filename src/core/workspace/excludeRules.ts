/** What a workspace leaves out: `.gitignore` files, and VS Code's `files.exclude`. */
import type { StepsLeft } from '../text/wildcards';
import { parseIgnoreRule, type IgnoreRule } from './ignoreRule';

/** A hostile file should not keep anybody waiting. */
const MAX_RULES = 2_000;
const MAX_RULE_LENGTH = 1_000;

/** Seconds, for rules that no person would write: 200 ordinary ones and 100,000 paths take a thirtieth of it. */
const MAX_STEPS = 1e9;

/** The work that the rules of all folders of one walk may take. Where it is used up, the rest of them leave nothing out. */
export class RuleSteps implements StepsLeft {
  steps = MAX_STEPS;

  /** Another walk, or a change some time later. */
  refill(): void {
    this.steps = MAX_STEPS;
  }
}

/** The rules of one folder, for paths below it. */
export class ExcludeRules {
  private compiled: readonly IgnoreRule[] | undefined;

  private constructor(private readonly lines: readonly string[]) {}

  /** The rules of a `.gitignore`. */
  static ofGitignore(text: string): ExcludeRules {
    return new ExcludeRules(limited(text.replace(/^\uFEFF/, '').split(/\r?\n/)));
  }

  /** Globs as `files.exclude` has them: of a path from the workspace folder, where only `**` goes over folders. */
  static ofGlobs(globs: readonly string[]): ExcludeRules {
    const all = limited(limited(globs).flatMap(alternatives));
    return new ExcludeRules(all.map((glob) => `/${glob.replace(/^\/+/, '').replace(/[\\ ]/g, '\\$&')}`));
  }

  /** Whether a path (with `/`, from the folder of the rules) is left out, or expressly not; undefined where no rule says. */
  decide(path: string, isFolder: boolean, left: StepsLeft = new RuleSteps()): boolean | undefined {
    this.compiled ??= this.lines.flatMap((line) => parseIgnoreRule(line) ?? []);
    const name = path.slice(path.lastIndexOf('/') + 1);
    left.steps -= this.compiled.length;
    if (left.steps < 0) return undefined;
    // The last one that matches decides.
    const rule = this.compiled.findLast(
      ({ pattern, isPath, isForFolders }) =>
        (isFolder || !isForFolders) && pattern.matches(isPath ? path : name, left),
    );
    return rule && !rule.isException;
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
