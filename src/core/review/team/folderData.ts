/** What all data of a workspace folder costs, by its team file, and which part of that is an app's. */
import type { Assessment } from '../../cost/assess';
import { dataCost } from '../../cost/dataCost';
import { dataSum, type DataLine, type DataSum } from '../../cost/dataSum';
import type { PricingContext } from '../../cost/estimate';
import type { DataShare } from '../../cost/spending';
import { keysMatching } from './keyIndex';
import type { AppData, DataEntry, Team } from './team';

export class FolderData {
  /** Null if nothing is stored or sent. */
  readonly sum: DataSum | null;
  /** What each key of an app matches. */
  private readonly ofKey = new Map<AppData, Set<Assessment>>();
  private readonly lineOfKey = new Map<AppData, DataLine>();

  /** @param isWhole whether these are all assessments of the folder: only then do its apps and the workspace count */
  constructor(
    assessments: readonly Assessment[],
    { data: { workspace, apps } }: Pick<Team, 'data'>,
    context: PricingContext | undefined,
    isWhole: boolean,
  ) {
    if (isWhole && apps.length > 0) this.matchApps(assessments, apps);
    for (const key of context ? apps.filter((each) => this.ofKey.has(each)) : []) {
      const line = lineOf(key.pattern.source, key, context!);
      if (line) this.lineOfKey.set(key, line);
    }
    const own = isWhole && workspace && context ? lineOf(null, workspace, context) : null;
    const lines = [...this.lineOfKey.values(), ...(own ? [own] : [])];
    this.sum = context ? dataSum(assessments, lines, context) : null;
  }

  /** The share of declarations, which have no data but their own. */
  get declared(): DataShare | null {
    return this.sum && { paid: this.sum.paid, lines: [] };
  }

  /** The share of some of the assessments: their own data, and that of each app that they are all of. */
  of(members: readonly Assessment[]): DataShare | null {
    if (!this.sum) return null;
    const within = this.lineOfKey.size === 0 ? null : new Set(members);
    const lines = [...this.lineOfKey].filter(([key]) => isSubset(this.ofKey.get(key)!, within!));
    return { paid: this.sum.paid, lines: lines.map(([, line]) => line) };
  }

  private matchApps(assessments: readonly Assessment[], apps: readonly AppData[]): void {
    for (const each of assessments) {
      const { subject } = each.estimate;
      if (subject.type !== 'declaration') continue;
      const { file, app } = subject;
      for (const key of keysMatching(apps, { file, name: app, qualname: app })) {
        const matched = this.ofKey.get(key);
        if (matched) matched.add(each);
        else this.ofKey.set(key, new Set([each]));
      }
    }
  }
}

function lineOf(app: string | null, entry: DataEntry, context: PricingContext): DataLine | null {
  const cost = dataCost(entry, context);
  return cost && { app, line: entry.line, cost };
}

function isSubset(some: ReadonlySet<Assessment>, of: ReadonlySet<Assessment>): boolean {
  return some.size <= of.size && [...some].every((each) => of.has(each));
}
