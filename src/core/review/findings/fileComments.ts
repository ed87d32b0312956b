import type { Declaration, TextRange } from '../../modal/declaration';
import { UsageComments } from '../../modal/usageComment';
import type { UsageCommentProblem } from '../../modal/usageCommentProblem';
import { ignoresIn, type IgnoreComment } from './ignoreComments';
import { commentFixes, ignoreFixes, moves, type CommentHome } from './commentFixes';
import type { CommentMessage } from './commentMessages';
import type { FindingFix } from './finding';

/** A problem of a comment, its place, and what puts it right. */
export interface CommentProblem {
  readonly range: TextRange;
  readonly message: CommentMessage;
  readonly fixes: readonly FindingFix[];
}

/** The comments of one file, read once. */
export class FileComments {
  readonly lines: readonly string[];
  readonly #usage: UsageComments;

  /** @param text undefined if it is not available: then there are no comments */
  constructor(text: string | undefined) {
    this.lines = text?.split(/\r?\n/) ?? [];
    this.#usage = new UsageComments(text ?? '');
  }

  /** The comments that silence rules for a declaration, and the problems of its comments. */
  of(declaration: Pick<Declaration, 'line' | 'defLine'>): {
    readonly ignores: readonly IgnoreComment[];
    readonly problems: readonly CommentProblem[];
  } {
    const { ranges, problems } = this.#usage.of(declaration);
    const { ignores, problems: ignoreProblems } = ignoresIn(this.lines, ranges);
    return {
      ignores,
      problems: [
        ...problems.map((each) => this.#usageProblem(each)),
        ...ignoreProblems.map(({ range, outcome }): CommentProblem => {
          const fixes = ignoreFixes(outcome, range, this.lines[range.start.line] ?? '');
          return { range, message: { rule: 'ignore-comment', ...outcome }, fixes };
        }),
      ],
    };
  }

  /** Usage comments that are not above a declaration. */
  stray(
    declarations: readonly Pick<Declaration, 'line' | 'defLine' | 'qualname'>[],
  ): readonly CommentProblem[] {
    const stray = this.#usage.stray(declarations);
    if (stray.length === 0) return [];
    const homes = declarations
      .filter((each) => this.#usage.of(each).ranges.length === 0)
      .map((each): CommentHome => ({ name: each.qualname, row: this.#usage.headOf(each) }));
    return stray.map((each) => {
      const problem = this.#usageProblem(each);
      return { ...problem, fixes: [...moves(each.range, this.lines, homes), ...problem.fixes] };
    });
  }

  #usageProblem({ range, ...problem }: UsageCommentProblem): CommentProblem {
    return {
      range,
      message: { rule: 'usage-comment', kind: problem.kind, arguments: { problem } },
      fixes: commentFixes(problem, range, this.lines[range.start.line] ?? ''),
    };
  }
}
