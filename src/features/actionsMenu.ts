import { l10n, Range, type Disposable, type QuickPickItem, type TextDocument } from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { savingsInSteps, type Saving } from '../core/cost/savings';
import { atOnce, neverPause } from '../core/python/resumable';
import { oneLine, shorten, withoutIcons } from '../core/render/escape';
import { callLinks } from '../core/render/callLinks';
import { titleParts } from '../core/render/lensTitle';
import { savesText, savingCode, savingReason } from '../core/render/words/savingWords';
import { chooseDeclaration } from '../host/chooseDeclaration';
import { executeCommand, registerCommand } from '../host/commands';
import { Commands, SET_PARAMETER } from '../host/contributions';
import { valueOf } from '../host/declarationActions';
import { uriIn } from '../host/notebooks';
import { answered, pickOne } from '../host/pickStep';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';

interface ActionItem extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/** "Actions…": all that can be done for a declaration, in one list, what saves money first. */
export function registerActionsMenu(services: Services): Disposable {
  return registerCommand(services.log, Commands.showActions, (uri, line) => showActions(services, uri, line));
}

async function showActions(services: Services, uri: unknown, line: unknown): Promise<void> {
  const found = await chooseDeclaration(services, { uri, line }, { title: l10n.t('Actions') });
  if (typeof found === 'string') return;
  const { document, subject } = found;
  const { assessment, declaration } = subject;
  const { savings } = atOnce(savingsInSteps(assessment, neverPause));
  const picked = await pickOne<ActionItem>({
    title: titleOf(assessment, declaration.qualname),
    placeholder: l10n.t('What do you want to do?'),
    items: [
      ...savings.map((each) => savingItem(each, assessment, document)),
      ...itemsOf(assessment, document),
    ],
  });
  await picked?.run();
}

/** The name, and what it costs now. */
function titleOf(assessment: Assessment, name: string): string {
  const [now = '', ...more] = titleParts(assessment);
  return [shorten(oneLine(name), 40), now, ...more.slice(0, 1)].map(withoutIcons).join(' · ');
}

function savingItem(saving: Saving, { estimate }: Assessment, document: TextDocument): ActionItem {
  return {
    label: answered(`$(arrow-down) ${withoutIcons(savingCode(saving))}`, savesText(saving)),
    detail: savingReason(saving),
    run: () =>
      executeCommand(
        SET_PARAMETER,
        document.uri,
        estimate.subject.range.start.line,
        saving.kind,
        valueOf(saving),
      ),
  };
}

function itemsOf(assessment: Assessment, document: TextDocument): readonly ActionItem[] {
  const { estimate, month } = assessment;
  const place = [document.uri, estimate.subject.range.start.line] as const;
  return [
    {
      label: l10n.t('$(edit) Set usage…'),
      description: month === null ? l10n.t('to see the cost per month') : '',
      run: () => executeCommand(Commands.setUsage, ...place),
    },
    {
      label: l10n.t('$(question) What if…'),
      description: l10n.t('another GPU, warm containers, window, traffic or provider'),
      run: () => executeCommand(Commands.whatIf, ...place),
    },
    {
      label: l10n.t('$(graph) Compare…'),
      description: l10n.t('the scenario panel, with charts'),
      run: () => executeCommand(Commands.compareScenarios, ...place),
    },
    {
      label: l10n.t('$(info) Explain the cost'),
      description: l10n.t('with the arithmetic'),
      run: () => executeCommand(Commands.explain, ...place),
    },
    {
      label: l10n.t('$(pulse) Use a request trace…'),
      run: () => executeCommand(Commands.useTrace, ...place),
    },
    {
      label: l10n.t('$(git-compare) Review changes'),
      run: () => executeCommand(Commands.reviewChanges, document.uri, 'HEAD'),
    },
    {
      label: l10n.t('$(tag) Switch price book'),
      description: estimate.context.book.id,
      run: () => executeCommand(Commands.switchPriceBook),
    },
    ...callLinks([assessment]).map(({ call, title }): ActionItem => ({
      label: `$(go-to-file) ${title}`,
      run: () => {
        const at = toRange(call.range).start;
        return executeCommand('vscode.open', uriIn(document, call.file), { selection: new Range(at, at) });
      },
    })),
  ];
}
