import { join, resolve } from 'node:path';
import type { PricingContext } from '../core/cost/estimate';
import type { UsageLayer } from '../core/cost/usage';
import { UsageComments } from '../core/modal/usageComment';
import { defaultBook, listBook } from '../core/pricing/bundled';
import type { PriceBook } from '../core/pricing/schema';
import type { Variables } from '../core/python/environment';
import type { PythonParser } from '../core/python/parser';
import { oneLine, shorten } from '../core/render/escape';
import { skipReasonText } from '../core/render/words/skipReasons';
import { teamProblemText } from '../core/render/words/teamFile';
import { teamBookPath, teamPricing } from '../core/review/team/assessWithTeam';
import { environmentWith } from '../core/review/team/environmentOf';
import { priceablesOf } from '../core/review/team/priceScan';
import { NO_TEAM, TEAM_FILE, type Team } from '../core/review/team/team';
import type { ToolSettings } from '../core/tools/toolAnswers';
import { ToolProblem } from '../core/tools/toolProblem';
import { UserError } from '../core/userError';
import { contextFor, toolCode, type ToolCode } from '../core/tools/toolSubjects';
import { readTeam, teamBook } from './assessState';
import { dateOf, isFile, pathWithin, readWithin, Unreadable, type FileTree } from './fileTree';
import { Boundary } from './links';
import { today } from './today';
import { Workspace } from './workspace';

/** What the command line says, which goes before a team's file. */
export interface McpTerms {
  readonly book: PriceBook | null;
  readonly hoursPerMonth: number | null;
  readonly usage: UsageLayer | undefined;
  readonly env: Variables;
  readonly includeStartup: boolean;
}

/** What a question is about, and what holds for it. */
export interface McpCode {
  readonly code: ToolCode;
  readonly settings: ToolSettings;
}

/** The folders that an agent may ask about, and nothing else: symbolic links count by where they lead. */
export class McpFolders {
  /** @param roots the folders, without symbolic links in their paths: see `realFolders` */
  constructor(
    private readonly roots: readonly string[],
    private readonly parser: PythonParser,
    private readonly terms: McpTerms,
  ) {}

  /**
   * The code of a file in one of the folders, with what it imports from that folder, on the terms of its team file.
   * @throws ToolProblem where the path leads elsewhere, or to nothing that can be read
   */
  file(path: string): McpCode {
    const { root, name } = this.find(path);
    const tree = new FolderTree(root, name);
    return this.read(tree, name, tree);
  }

  /** A text that stands nowhere, and so imports nothing that can be read; on the terms of the first folder. */
  text(source: string): McpCode {
    const name = 'source';
    return this.read(new TextTree(name, source), name, new FolderTree(this.roots[0]!, name));
  }

  /** The prices in use in the first folder. */
  prices(): PricingContext {
    const folder = new FolderTree(this.roots[0]!, TEAM_FILE);
    return this.context(teamOf(folder, []), folder, []);
  }

  /** Reads something of all folders. */
  all<T>(read: (roots: readonly string[], parser: PythonParser, terms: McpTerms) => T): T {
    return read(this.roots, this.parser, this.terms);
  }

  private read(files: FileTree, name: string, folder: FileTree): McpCode {
    const refused: string[] = [];
    const team = teamOf(folder, refused);
    const includeStartup = this.terms.includeStartup && (team.countStartup ?? true);
    const settings = { context: this.context(team, folder, refused), refused };
    const workspace = new Workspace(files, this.parser, environmentWith(this.terms.env, team));
    try {
      const scan = workspace.scan();
      const skipped = scan.skipped.find(({ file }) => file === name);
      if (skipped) throw new ToolProblem(`${oneLine(name)}: ${skipReasonText(skipped.reason)}.`);
      const module = workspace.module(name);
      if (!module) return { settings, code: { file: name, subjects: [], broken: [] } };
      const comments = new UsageComments(module.text);
      const { usage } = this.terms;
      const use = { ...(usage ? { options: usage } : {}), defaults: [], includeStartup };
      const priceables = priceablesOf(scan, (each) => comments.of(each), { team, use });
      return { settings, code: toolCode(module, priceables) };
    } finally {
      workspace.dispose();
    }
  }

  /** The prices of a team under those of the command line. A price book that cannot be read, or that is bad, is none. */
  private context(team: Team, folder: FileTree, refused: string[]): PricingContext {
    const path = teamBookPath(team);
    const book = path === null ? null : bookOf(path, folder, refused);
    const asked = { book: defaultBook, list: listBook, hoursPerMonth: null, today: today() };
    return contextFor(this.terms, teamPricing(team, asked, book));
  }

  private find(path: string): { readonly root: string; readonly name: string } {
    const shown = `"${shorten(oneLine(path), 100)}"`;
    const folders = this.roots.map((root) => oneLine(root)).join(', ');
    // What is outside gets one answer, whether it exists or not.
    const inside = this.roots.flatMap((root) => {
      const name = pathWithin(root, resolve(root, path));
      return name === undefined || name === '' ? [] : [{ root, name }];
    });
    if (inside.length === 0)
      throw new ToolProblem(
        `${shown} is outside the folders that this server can read: ${folders}. Give a path inside them, or start the server with more folders.`,
      );
    const found = inside.find(({ root, name }) => isThere(join(root, name)));
    if (!found)
      throw new ToolProblem(
        `There is no file ${shown} in ${folders}. Give a path relative to the folder, such as "app/serve.py".`,
      );
    if (!new Boundary([found.root]).holds(join(found.root, found.name)))
      throw new ToolProblem(
        `${shown} is a symbolic link to a file outside the folders that this server can read.`,
      );
    if (!found.name.endsWith('.py')) throw new ToolProblem(`${shown} is not a Python file.`);
    return found;
  }
}

/** A folder's team file, as far as it is valid; the rest of it is said. */
function teamOf(folder: FileTree, refused: string[]): Team {
  return orSay(refused, NO_TEAM, () => {
    const { team, problems } = readTeam(folder);
    const texts = problems.map(({ line, column, problem }) =>
      oneLine(`${TEAM_FILE}:${line}:${column}: ${teamProblemText(problem)}`),
    );
    refused.push(...texts.slice(0, MAX_REFUSED));
    return team;
  });
}

/** As many as an agent has use for. */
const MAX_REFUSED = 5;

/** The price book that a team file names; null where it is refused. */
function bookOf(path: string, folder: FileTree, refused: string[]): PriceBook | null {
  return orSay(refused, null, () => {
    const { book, notes } = teamBook(path, folder);
    refused.push(...notes.slice(0, MAX_REFUSED));
    return book;
  });
}

function orSay<T>(refused: string[], otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refused.push(shorten(oneLine(`Not used: ${error.message}`), 500));
    return otherwise;
  }
}

/** One file of a folder to scan, and the others of it for what that imports; nothing that lies elsewhere. */
class FolderTree implements FileTree {
  private readonly boundary: Boundary;

  constructor(
    private readonly root: string,
    private readonly name: string,
  ) {
    this.boundary = new Boundary([root]);
  }

  list(): ReturnType<FileTree['list']> {
    return { files: [this.name], skipped: [] };
  }

  isFile(name: string): boolean {
    return isFile(join(this.root, name));
  }

  read(name: string): Uint8Array {
    return readWithin(this.boundary, join(this.root, name));
  }

  dateOf(name: string): string {
    return dateOf(join(this.root, name));
  }
}

/** A text by itself. */
class TextTree implements FileTree {
  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {}

  list(): ReturnType<FileTree['list']> {
    return { files: [this.name], skipped: [] };
  }

  isFile(): boolean {
    return false;
  }

  read(): Uint8Array {
    return new TextEncoder().encode(this.text);
  }
}

/** Whether there is surely a file at a path. */
function isThere(path: string): boolean {
  try {
    return isFile(path);
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
}
