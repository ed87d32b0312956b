import type { CancellationToken, WorkspaceFolder } from 'vscode';
import { findings } from '../../core/review/findings/findings';
import { ruleLevels } from '../../core/review/findings/rules';
import type { ReportedState } from '../../core/render/review/changeReport';
import { beside } from '../bill/bills';
import { readTexts } from '../fileTexts';
import type { Services } from '../services';

/**
 * A folder as it is now, unsaved documents too, with all that the rules find in it.
 * @returns undefined where it was canceled
 */
export async function folderState(
  services: Services,
  folder: WorkspaceFolder,
  token: CancellationToken,
): Promise<ReportedState | undefined> {
  const { index, bills, settings } = services;
  if (!(await index.ready(token))) return undefined;
  const { team, context } = await services.terms(folder.uri);
  const files = await index.files(folder);
  const names = [...files.keys()].map(({ file }) => file);
  const textOf = await readTexts(names, (file) => index.textOf(folder, file), token);
  if (token.isCancellationRequested) return undefined;
  const assessments = [...files.values()].flat();
  const found = bills.known(folder.uri, team);
  const report = findings(assessments, {
    team,
    settings: ruleLevels(settings.get('rules', folder)),
    whole: true,
    bill: found && beside(found, assessments, context, team),
    textOf,
  });
  return { assessments, report, context, name: folder.name, skipped: index.skipped(folder) };
}
