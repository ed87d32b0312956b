import { join, resolve } from 'node:path';
import { linkTo } from '../common/repository';
import type { PythonParser } from '../core/python/parser';
import { oneLine, shorten } from '../core/render/escape';
import { teamProblemText } from '../core/render/words/teamFile';
import { TEAM_FILE } from '../core/review/team/team';
import { checkAnswer, diffAnswer } from '../core/tools/reviewAnswers';
import { DIFF_TOOL, readReviewInput, type ReviewInput } from '../core/tools/reviewTools';
import type { ToolAnswer } from '../core/tools/toolAnswers';
import { ToolProblem } from '../core/tools/toolProblem';
import { DiskTree, pathWithin, type FileTree } from './fileTree';
import { Repository } from './gitProcess';
import { WorkingTree } from './gitTrees';
import { Boundary } from './links';
import type { Options } from './options';
import type { Place } from './scannedPaths';
import { timedTree } from './timedTree';
import { stateOfFiles, statesBetween, type State, type StatesOfChange } from './states';

/** More Python files take longer than an agent waits. */
const MAX_FILES = 20_000;

/** How long each side of a change is read, in milliseconds: an agent does not wait longer than about a minute. */
const MAX_READING_MS = 20_000;

/** As many as an agent has use for. */
const MAX_REFUSED = 5;

/** The tools that look at a whole folder, and at no file outside the folders of the server. Git is asked as by the command line. */
export class McpReviews {
  /**
   * @param roots the folders, without symbolic links in their paths: see `realFolders`
   * @param options those of the server, which hold where a question says nothing else
   */
  constructor(
    private readonly roots: readonly string[],
    private readonly parser: PythonParser,
    private readonly options: Options,
    /** A clock in milliseconds. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws UserError where the question cannot be answered */
  answer(tool: string, given: unknown): ToolAnswer {
    const input = readReviewInput(tool, given);
    const place = this.placeOf(input.paths);
    const options = { ...this.options, ...input, paths: place.paths, book: input.book ?? this.options.book };
    if (tool === DIFF_TOOL.name) {
      const { before, after } = this.change(input, place, options);
      return diffAnswer(before, after, [...refusedOf(after), ...unreadIn([before, after])]);
    }
    const change = input.base === undefined ? null : this.change(input, place, options);
    const state = change?.after ?? this.onDisk(place, options);
    const refused = [...refusedOf(state), ...unreadIn([...(change ? [change.before] : []), state])];
    return checkAnswer(change?.before ?? null, state, input, refused, linkTo);
  }

  private change(
    { base = 'HEAD', head, mergeBase }: ReviewInput,
    place: Place,
    options: Options,
  ): StatesOfChange {
    const repository = new Repository(place.root);
    const [from, to] = [repository.commit(base), head === undefined ? null : repository.commit(head)];
    assertFew(new WorkingTree(repository, place.root, place.names));
    const before = mergeBase ? repository.mergeBase(from, to ?? repository.commit('HEAD')) : from;
    return statesBetween(before, to, repository, place, options, this.parser, null, this.within);
  }

  private onDisk(place: Place, options: Options): State {
    // No link leads out of the folder, wherever the server was started.
    const files = new DiskTree(place.paths, place.root, new Boundary([place.root]));
    assertFew(files);
    return stateOfFiles(this.within(files), place, options, this.parser);
  }

  private readonly within = (files: FileTree): FileTree => timedTree(files, MAX_READING_MS, this.now);

  /** The first folder that has all of the paths. What is outside gets one answer, whether it exists or not. */
  private placeOf(given: readonly string[]): Place {
    const asked = given.length === 0 ? ['.'] : given;
    for (const root of this.roots) {
      const names = asked.map((path) => pathWithin(root, resolve(root, path)));
      if (!names.every((name) => name !== undefined)) continue;
      const paths = names.map((name) => join(root, name));
      const boundary = new Boundary([root]);
      if (paths.every((path) => boundary.holds(path))) return { root, names, paths, prefix: '' };
    }
    const shown = shorten(oneLine(asked.join(', ')), 100);
    const folders = this.roots.map((root) => oneLine(root)).join(', ');
    throw new ToolProblem(
      `"${shown}" is outside the folders that this server can read: ${folders}. Give paths inside one of them.`,
    );
  }
}

function assertFew(files: FileTree): void {
  const { length } = files.list().files;
  if (length > MAX_FILES)
    throw new ToolProblem(
      `The folder has ${length} Python files, and the maximum is ${MAX_FILES}. Give \`paths\`, such as the folder of one app.`,
    );
}

/** What there was no time for. */
function unreadIn(states: readonly State[]): string[] {
  const files = new Set(
    states.flatMap(({ skipped }) =>
      skipped.flatMap(({ file, reason }) => (reason.kind === 'timeOver' ? [file] : [])),
    ),
  );
  if (files.size === 0) return [];
  return [
    `Not everything was read: ${files.size} ${files.size === 1 ? 'file is' : 'files are'} left out, because reading takes longer than ${MAX_READING_MS / 1_000} seconds. Give \`paths\`, such as the folder of one app.`,
  ];
}

/** What is wrong in the team file. */
function refusedOf({ problems }: State): string[] {
  return problems
    .slice(0, MAX_REFUSED)
    .map(({ line, column, problem }) =>
      oneLine(`${TEAM_FILE}:${line}:${column}: ${teamProblemText(problem)}`),
    );
}
