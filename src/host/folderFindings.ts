import { workspace, type Disposable, type TextDocument, type WorkspaceFolder } from 'vscode';
import type { Finding } from '../core/review/findings/finding';
import { findings } from '../core/review/findings/findings';
import { ruleLevels } from '../core/review/findings/rules';
import { beside } from './bill/bills';
import { Disposables } from './disposables';
import { fileOf, placeOf } from './notebooks';
import type { Services } from './services';

/**
 * What the rules find in all of a workspace folder: budgets of apps and of the workspace, the limits of its plan, and the
 * actual bill. Worked out when asked for, and kept until figures change; nothing is read for their sake.
 */
export class FolderFindings implements Disposable {
  private readonly disposables = new Disposables();
  private known = new Map<string, Promise<readonly Finding[]>>();

  constructor(private readonly services: Services) {
    const forget = (): void => this.known.clear();
    this.disposables.add(services.index.onDidChange(forget));
    this.disposables.add(services.bills.onDidChange(forget));
    this.disposables.add(services.settings.onDidChange(forget));
  }

  /** None while the folder is not read as it stands. */
  async of(folder: WorkspaceFolder): Promise<readonly Finding[]> {
    if (!this.services.index.isCurrent) return [];
    const key = folder.uri.toString();
    let found = this.known.get(key);
    if (!found) this.known.set(key, (found = review(folder, this.services)));
    return found;
  }

  /** Those that stand in a document. */
  async in(document: TextDocument): Promise<readonly Finding[]> {
    const folder = workspace.getWorkspaceFolder(placeOf(document));
    if (!folder) return [];
    const file = fileOf(document);
    return (await this.of(folder)).filter((finding) => finding.file === file);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

async function review(folder: WorkspaceFolder, services: Services): Promise<readonly Finding[]> {
  const { team, context } = await services.terms(folder.uri);
  const assessments = await services.index.assessments(folder);
  const found = services.bills.known(folder.uri, team);
  const bill = found && beside(found, assessments, context, team);
  const findingsWith = (texts: ReadonlyMap<string, string>): readonly Finding[] =>
    findings([], {
      others: assessments,
      team,
      settings: ruleLevels(services.settings.get('rules', folder)),
      whole: true,
      bill,
      textOf: (file) => texts.get(file),
    }).findings;
  const first = findingsWith(new Map());
  const texts = await textsOf(first, folder, services);
  const all = texts.size > 0 ? findingsWith(texts) : first;
  // Without a team file, what is in no code has no place but the explorer.
  return all.filter(({ rule }) => rule !== 'actual-without-code' || team.lines.has('$.actual'));
}

/** The texts of the files that findings about declarations are in, for the comments that silence them. */
async function textsOf(
  found: readonly Finding[],
  folder: WorkspaceFolder,
  { index }: Services,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const file of new Set(found.flatMap(({ subject }) => subject?.file ?? []))) {
    const text = await index.textOf(folder, file);
    if (text !== undefined) texts.set(file, text);
  }
  return texts;
}
