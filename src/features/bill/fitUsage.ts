import { l10n, ProgressLocation, window, workspace, type Disposable, type QuickPickItem } from 'vscode';
import { dayOf } from '../../common/dayOf';
import { hoursOf } from '../../core/bill/bill';
import type { FittedField, FittedUsage } from '../../core/bill/fitOutcomes';
import { fitUsageInSteps, type FitAsked } from '../../core/bill/fitUsage';
import type { BilledApp, BilledWorkspace } from '../../core/bill/join';
import type { Assessment } from '../../core/cost/assess';
import { usageFieldInfo } from '../../core/modal/usageFields';
import { oneLine } from '../../core/render/escape';
import { usd } from '../../core/render/money';
import { readTypedUsage, typedUsageHelp, typedUsageText } from '../../core/render/typedUsageText';
import { fitReasonText } from '../../core/render/words/billFitWords';
import { reportLine } from '../../core/render/words/billWords';
import { UserError } from '../../core/userError';
import type { FoundDeclaration } from '../../host/activePanel';
import { beside } from '../../host/bill/bills';
import { chooseDeclaration } from '../../host/chooseDeclaration';
import { registerCommand } from '../../host/commands';
import { Commands } from '../../host/contributions';
import { placeOf } from '../../host/notebooks';
import { NextSteps } from '../../host/nextSteps';
import { pickOne, textStep } from '../../host/pickStep';
import { isSamePlace } from '../../host/ranges';
import type { Services } from '../../host/services';
import { Slices } from '../../host/slices';
import { StoppedError } from '../../host/tell';
import { writeFit } from './writeFit';

const TITLE = (): string => l10n.t('Fit usage to the bill');

/**
 * "Fit Usage to the Bill…": works out the requests with which a declaration's estimate meets what its app did cost, shows
 * the lines that change and all that this assumes, and writes them as one edit.
 */
export function registerFitUsage(services: Services): Disposable {
  return registerCommand(services.log, Commands.fitUsage, async (uri, line) => {
    const found = await chooseDeclaration(services, { uri, line }, { title: TITLE(), needsFolder: true });
    if (typeof found !== 'string') await fit(found, services);
  });
}

async function fit(found: FoundDeclaration, services: Services): Promise<void> {
  const { version } = found.document;
  const billed = await billedAround(found, services);
  const declaration = billed && memberOf(billed, found);
  const app = declaration && (await chooseApp(billed, declaration));
  const field = app && (await chooseField(declaration));
  const known = field && (await knownFor(declaration));
  if (!known) return;
  const fitted = await workOut({ app, declaration, field, hours: hoursOf(billed.period), known });
  if (found.document.version !== version)
    throw new UserError(l10n.t('The code has changed in the meantime: nothing was written.'));
  await writeFit(found, fitted, { ...known, [field]: fitted.after });
}

/** The bill beside all of the declaration's folder; undefined where the user canceled the scan. @throws UserError without one */
async function billedAround(
  { document }: FoundDeclaration,
  services: Services,
): Promise<BilledWorkspace | undefined> {
  const { bills, index } = services;
  const folder = workspace.getWorkspaceFolder(placeOf(document));
  const found = folder && (await bills.of(folder.uri));
  if (!found)
    throw new StoppedError(
      l10n.t(
        'There is no bill. Run in a terminal: {0}. Then import what it prints.',
        reportLine(dayOf(Date.now())),
      ),
      [NextSteps.importBill()],
    );
  const location = ProgressLocation.Notification;
  const title = l10n.t('Scanning the workspace…');
  const isWhole = await window.withProgress({ location, title, cancellable: true }, (_, token) =>
    index.ready(token),
  );
  if (!isWhole) return undefined;
  await services.settled();
  const { team, context } = await services.terms(folder.uri);
  return beside(found, await index.assessments(folder), context, team);
}

/** The declaration as the bill was joined with it. @throws UserError if the bill has nothing of it */
function memberOf(
  { apps, notBilled, unnamed }: BilledWorkspace,
  { subject: { declaration } }: FoundDeclaration,
): Assessment {
  const isIt = ({ estimate: { subject } }: Assessment): boolean =>
    subject.type === 'declaration' && subject.file === declaration.file && isSamePlace(subject, declaration);
  const found = apps.flatMap(({ code }) => code?.members ?? []).find(isIt);
  if (found) return found;
  const name = oneLine(declaration.qualname);
  if (unnamed.some(isIt))
    throw new UserError(
      l10n.t('The code does not say the name of the app of {0}: map it in "apps" of modal-cost.json.', name),
    );
  const app = notBilled.find(({ members }) => members.some(isIt))?.app ?? declaration.app;
  throw new UserError(
    l10n.t(
      'The bill has no app {0}: if it is deployed under another name, map it in "apps" of modal-cost.json.',
      oneLine(app),
    ),
  );
}

/** The one environment, or the one of several that is picked. */
async function chooseApp({ apps }: BilledWorkspace, member: Assessment): Promise<BilledApp | undefined> {
  const found = apps.filter(({ code }) => code?.members.includes(member));
  if (found.length <= 1) return found[0];
  const items = found.map((billed) => ({
    label: oneLine(billed.actual.environment),
    description: l10n.t('{0} per month', usd(billed.perMonth)),
    detail: l10n.t('app {0}', oneLine(billed.actual.app)),
    billed,
  }));
  const placeholder = l10n.t('To the bill of which environment?');
  return (await pickOne({ title: TITLE(), placeholder, items }))?.billed;
}

interface FieldItem extends QuickPickItem {
  readonly field: FittedField;
}

/** How many requests come; where that is known, it may also be how many of them come at once. */
async function chooseField({ usage }: Assessment): Promise<FittedField | undefined> {
  if (!usage || usage.missing.includes('requestsPerDay')) return 'requestsPerDay';
  const items: FieldItem[] = [
    {
      label: usageFieldInfo('requestsPerDay').name,
      detail: l10n.t('How many requests cost as much as the bill'),
      field: 'requestsPerDay',
    },
    {
      label: usageFieldInfo('requestsAtOnce').name,
      detail: l10n.t('The requests per day are right: how many of them come at the same instant'),
      field: 'requestsAtOnce',
    },
  ];
  return (await pickOne({ title: TITLE(), placeholder: l10n.t('What do you want to fit?'), items }))?.field;
}

/** What the usage lacks and nobody but the user knows: how long a request takes. Undefined where the user leaves. */
async function knownFor({ usage }: Assessment): Promise<FitAsked['known']> {
  const field = 'secondsPerRequest';
  if (!usage?.missing.includes(field)) return {};
  const result = await textStep({
    title: TITLE(),
    step: 1,
    totalSteps: 1,
    value: '',
    ...typedUsageHelp(field),
    check: (text) => {
      const typed = readTypedUsage(field, text);
      return 'problem' in typed ? typed.problem : null;
    },
    reading: (text) => typedUsageText(field, text),
  });
  if (typeof result === 'string') return undefined;
  const typed = readTypedUsage(field, result.picked);
  return 'value' in typed && typeof typed.value === 'number' ? { [field]: typed.value } : undefined;
}

/** @throws UserError with why no usage meets the bill */
async function workOut(asked: FitAsked): Promise<FittedUsage> {
  const slices = new Slices();
  const fitted = await window.withProgress({ location: ProgressLocation.Notification, title: TITLE() }, () =>
    slices.run(fitUsageInSteps(asked, slices.isOver)),
  );
  if (fitted.kind === 'fitted') return fitted;
  throw new UserError(l10n.t('The usage cannot be fitted to the bill. {0}', fitReasonText(fitted)));
}
