import { realpathSync } from 'node:fs';
import type { PricingContext } from '../../core/cost/estimate';
import type { Simulations } from '../../core/cost/simulations';
import { usageSetting } from '../../core/cost/usageSetting';
import { bundledBook, defaultBook, listBook } from '../../core/pricing/bundled';
import type { PriceBook } from '../../core/pricing/schema';
import type { Environment } from '../../core/python/environment';
import type { PythonParser } from '../../core/python/parser';
import { oneLine } from '../../core/render/escape';
import { teamBookPath, teamPricing } from '../../core/review/team/assessWithTeam';
import { environmentWith } from '../../core/review/team/environmentOf';
import type { TeamResult } from '../../core/review/team/parseTeamFile';
import type { Terms } from '../../core/review/team/priceScan';
import { NO_TEAM, TEAM_FILE } from '../../core/review/team/team';
import { UserError } from '../../core/userError';
import { readTeam, teamBook } from '../assessState';
import { pathWithin, type FileTree } from '../fileTree';
import { Progress } from '../progress';
import { today } from '../today';
import { TraceFiles } from '../traceFiles';
import { FolderFiles } from './folderFiles';
import { ImportedFiles } from './importedFiles';
import type { Settings } from './settings';

/** What a folder says, and what it was worked out from. */
interface Said extends TeamResult {
  /** Of the team file, or else of the settings; null for the bundled one that they name, or for none. */
  readonly book: PriceBook | null;
  /** The file that is no price book. */
  readonly refusedBook: string | undefined;
  /** What is not used, and why. */
  readonly refused: readonly string[];
}

/** One folder of the workspace: its team file, its price book and what its documents import. */
export class Folder {
  readonly imports: ImportedFiles;
  private readonly files: FileTree;
  private traces: TraceFiles;
  private known: Said | undefined;
  private knownEnvironment: Environment | undefined;

  constructor(
    readonly uri: string,
    /** As the editor names it. */
    private readonly path: string,
    openText: (file: string) => string | undefined,
    parser: PythonParser,
    private readonly settings: () => Settings,
  ) {
    this.files = new FolderFiles(realPath(path), openText);
    this.imports = new ImportedFiles(this.files, parser);
    this.traces = this.newTraces();
  }

  /** The name of a file from the folder; undefined for one that is in another. */
  nameOf(path: string): string | undefined {
    const name = pathWithin(this.path, path);
    return name === '' ? undefined : name;
  }

  /** The address of a file, by its name from the folder. */
  addressOf(file: string): string {
    return `${this.uri.replace(/\/$/, '')}/${file.split('/').map(encodeURIComponent).join('/')}`;
  }

  get said(): Said {
    return (this.known ??= this.read());
  }

  /** What is said of the environment that its code is deployed with: the same object for the same. */
  get environment(): Environment {
    return (this.knownEnvironment ??= environmentWith(this.settings().env, this.said.team));
  }

  /** What prices its declarations besides their files: the team file, then the settings. */
  terms(simulations: Simulations): Terms {
    const { team, refusedBook } = this.said;
    const { usage, countStartup } = this.settings();
    const context = this.context();
    return {
      team,
      context: refusedBook === undefined ? context : { ...context, refusedBook },
      use: {
        defaults: [usageSetting(usage, 'usage')],
        includeStartup: team.countStartup ?? countStartup,
        simulations,
        traces: this.traces.source,
      },
    };
  }

  private context(): PricingContext {
    const { team, book } = this.said;
    return teamPricing(team, pricesOf(this.settings()), book);
  }

  /** A file has changed, come or gone. @returns whether all that it says may differ, and not only what imports the file */
  fileChanged(name: string): boolean {
    const isSaid = name === TEAM_FILE || this.bookFiles().includes(name);
    if (isSaid) this.forgetSaid();
    this.imports.forget(name);
    // It may be a trace, which is read again when somebody asks for its month.
    if (!isSaid && !name.endsWith('.py')) this.traces = this.newTraces();
    return isSaid;
  }

  /** Something may have changed of which nobody tells. */
  forget(): void {
    this.forgetSaid();
    this.imports.clear();
    this.traces = this.newTraces();
  }

  /** Settings have changed, or the team file. */
  forgetSaid(): void {
    this.known = undefined;
    this.knownEnvironment = undefined;
  }

  private newTraces(): TraceFiles {
    return new TraceFiles(this.files, new Progress({ write: () => undefined }));
  }

  private bookFiles(): readonly string[] {
    const { priceBook } = this.settings();
    const own = this.known && teamBookPath(this.known.team);
    return [own, priceBook].flatMap((each) => (each ? [each.replaceAll('\\', '/')] : []));
  }

  private read(): Said {
    const refused: string[] = [];
    const team = orSay(refused, { team: NO_TEAM, problems: [], notes: [] }, () => readTeam(this.files));
    const inTeam = teamBookPath(team.team);
    const { priceBook } = this.settings();
    // A book of the team's goes before that of the settings.
    const path = team.team.priceBook !== null ? inTeam : bundledBook(priceBook) ? null : priceBook || null;
    if (path === null) return { ...team, refused, book: null, refusedBook: undefined };
    const book = orSay(refused, null, () => teamBook(path, this.files).book);
    return { ...team, refused, book, refusedBook: book ? undefined : path };
  }

  dispose(): void {
    this.imports.dispose();
  }
}

/** The prices of the settings alone. */
export function pricesOf({ priceBook, hoursPerMonth }: Settings): Parameters<typeof teamPricing>[1] {
  return { book: bundledBook(priceBook) ?? defaultBook, list: listBook, hoursPerMonth, today: today() };
}

/** A folder's path without links; as it is where there is none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function orSay<T>(refused: string[], otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refused.push(oneLine(error.message).slice(0, MAX_REFUSED));
    return otherwise;
  }
}

const MAX_REFUSED = 500;
