import { workspace, type TextDocument } from 'vscode';
import { memberBills } from '../../core/bill/memberBills';
import type { Declaration } from '../../core/modal/declaration';
import type { PanelBill } from '../../core/render/scenario/actualMarks';
import { billNames } from '../../core/review/team/billNames';
import { beside } from '../../host/bill/bills';
import { placeOf } from '../../host/notebooks';
import { isSamePlace } from '../../host/ranges';
import type { Services } from '../../host/services';

/** The bill of the app of a declaration, of its dearest environment; null without one. Reads nothing of the workspace. */
export async function panelBill(
  document: TextDocument,
  declaration: Declaration,
  services: Services,
): Promise<PanelBill | null> {
  const folder = workspace.getWorkspaceFolder(placeOf(document));
  if (!folder) return null;
  const { bills, index } = services;
  const { team, context } = await services.terms(folder.uri);
  const found = bills.known(folder.uri, team);
  const names = found ? billNames(team, declaration) : [];
  const app = found?.costs.apps.find((each) => names.includes(each.app));
  if (!found || !app) return null;
  const { bill, period } = found;
  if (!index.isCurrent) return { bill, period, app, share: null };
  const billed = beside(found, await index.assessments(folder), context, team);
  for (const [{ estimate }, parts] of memberBills(billed)) {
    const { subject } = estimate;
    if (subject.type === 'call' || subject.file !== declaration.file || !isSamePlace(subject, declaration))
      continue;
    const part = parts.find((each) => each.billed.actual === app || each.billed.actual.app === app.app);
    const share = part && part.perMonth !== null ? part.perMonth / part.billed.perMonth : null;
    return { bill, period, app, share };
  }
  return { bill, period, app, share: null };
}
