import { workspace, type Disposable, type TextDocument, type WorkspaceFolder } from 'vscode';
import type { Finding } from '../core/review/findings/finding';
import { findings, type FindingOptions } from '../core/review/findings/findings';
import { ruleLevels } from '../core/review/findings/rules';
import { beside } from './bill/bills';
import { Disposables } from './disposables';
import { readTexts } from './fileTexts';
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
  const findingsWith = (textOf: FindingOptions['textOf']): readonly Finding[] =>
    findings([], {
      others: assessments,
      team,
      settings: ruleLevels(services.settings.get('rules', folder)),
      whole: true,
      bill,
      textOf,
    }).findings;
  const first = findingsWith(() => undefined);
  // Those that findings about declarations are in, for the comments that silence them.
  const files = new Set(first.flatMap(({ subject }) => subject?.file ?? []));
  const textOf = await readTexts(files, (file) => services.index.textOf(folder, file));
  const all = files.size > 0 ? findingsWith(textOf) : first;
  // Without a team file, what is in no code has no place but the explorer.
  return all.filter(({ rule }) => rule !== 'actual-without-code' || team.lines.has('$.actual'));
}
