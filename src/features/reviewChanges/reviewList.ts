import { l10n, QuickPickItemKind, Selection, window, type QuickPickItem, type Uri } from 'vscode';
import { linkTo } from '../../common/repository';
import { usdShort } from '../../core/render/money';
import { changeLead, whyUnknown } from '../../core/render/review/changeLead';
import {
  changeRow,
  changeSentences,
  headlineSentence,
  nameOf,
  type ChangeReport,
} from '../../core/render/review/changeReport';
import { placeOfFinding } from '../../core/render/review/findingsReport';
import { reviewMarkdown } from '../../core/render/review/reviewMarkdown';
import { ROW_ROOM } from '../../core/render/rowName';
import { findingLead } from '../../core/render/words/findingLead';
import { findingText } from '../../core/render/words/findingsText';
import { oneLine, shorten, withoutIcons } from '../../core/render/escape';
import { skipReasonText } from '../../core/render/words/skipReasons';
import type { UnreadFile } from '../../core/review/reviewChange';
import type { Change, ChangeKind } from '../../core/review/diff/diff';
import type { Finding } from '../../core/review/findings/finding';
import type { Severity } from '../../core/review/findings/rules';
import { executeCommand } from '../../host/commands';
import { Commands } from '../../host/contributions';
import { showLine } from '../../host/editors';
import { fitting, pickOne } from '../../host/pickStep';
import { toRange } from '../../host/ranges';
import { copy, type ReviewDocuments } from './reviewDocuments';

/** Where a review leads to. */
export interface ReviewPlaces {
  readonly documents: ReviewDocuments;
  /** A file by its path from the folder, as it is now and as the commit has it. */
  readonly uriOf: (path: string) => Uri;
  readonly uriThen: (path: string) => Uri;
}

interface ReviewItem extends QuickPickItem {
  readonly run?: () => Promise<void>;
}

/** Shows a review as a list that leads to the code, under the sum of it. */
export async function showReview(report: ChangeReport, places: ReviewPlaces): Promise<void> {
  // What a title or a row has no room for is cut at its end: the figure comes first, then what is not in it.
  const { unknown } = report.difference;
  const left = unknown > 0 ? [l10n.t('{0} not counted', unknown)] : [];
  const title = [headlineSentence(report, usdShort), ...left, between(report)].join(' · ');
  const picked = await pickOne<ReviewItem>({
    title,
    placeholder: changeSentences(report, usdShort).join(' '),
    items: [
      ...(report.changes.length + report.unread.length === 0 ? unchangedItems(report) : []),
      ...under(
        l10n.t('Changes'),
        report.changes.map((change) => changeItem(change, places)),
      ),
      ...under(
        l10n.t('Findings on new or changed code'),
        report.findings.findings.map((finding) => findingItem(finding, places)),
      ),
      ...under(
        l10n.t('Not read, or only in part'),
        report.unread.map((each) => unreadItem(each, places)),
      ),
      ...under(l10n.t('Report'), reportItems(report, places)),
    ],
  });
  await picked?.run?.();
}

function between({ before, after }: ChangeReport): string {
  return `${before.name} → ${after.name}`;
}

function under(title: string, items: readonly ReviewItem[]): ReviewItem[] {
  return items.length === 0 ? [] : [{ label: title, kind: QuickPickItemKind.Separator }, ...items];
}

const ICONS: Readonly<Record<ChangeKind, string>> = {
  added: '$(diff-added)',
  removed: '$(diff-removed)',
  changed: '$(diff-modified)',
  moved: '$(diff-renamed)',
  renamed: '$(diff-renamed)',
  movedAndRenamed: '$(diff-renamed)',
  unread: '$(question)',
};

function changeItem(change: Change, { uriOf, uriThen }: ReviewPlaces): ReviewItem {
  const row = changeRow(change);
  const { before, after } = change;
  return {
    label: `${ICONS[change.kind]} ${withoutIcons(changeLead(change))} · ${withoutIcons(row.name)}`,
    description: row.kind,
    detail: fitted([...whyUnknown(change), ...row.why, row.where]),
    run: async () => {
      if (after) await show(uriOf(after.file), after);
      else if (before) await showThen(uriThen(before.file), before);
    },
  };
}

const LEVELS: Readonly<Record<Severity, string>> = {
  info: '$(info)',
  warning: '$(warning)',
  error: '$(error)',
};

function findingItem(finding: Finding, places: ReviewPlaces): ReviewItem {
  const { severity, file, rule, subject } = finding;
  const place = placeOfFinding(finding);
  const name = subject ? nameOf(subject) : rule;
  const lead = findingLead(finding);
  return {
    label: `${LEVELS[severity]} ${withoutIcons(lead === null ? name : `${lead} · ${name}`)}`,
    description: subject ? rule : withoutIcons(place),
    detail: fitted([findingText(finding)]),
    run: () => show(places.uriOf(file), finding),
  };
}

function unreadItem({ file, reason, side }: UnreadFile, { uriOf, uriThen }: ReviewPlaces): ReviewItem {
  return {
    label: `$(question) ${withoutIcons(oneLine(file))}`,
    detail: fitted([skipReasonText(reason)]),
    run: async () => {
      await window.showTextDocument(side === 'before' ? uriThen(file) : uriOf(file));
    },
  };
}

function reportItems(report: ChangeReport, { documents }: ReviewPlaces): ReviewItem[] {
  return [
    {
      label: l10n.t('$(open-preview) Open as document'),
      run: () => documents.open(between(report), reviewMarkdown(report, linkTo)),
    },
    {
      label: l10n.t('$(copy) Copy as Markdown'),
      run: async () => {
        await copy(reviewMarkdown(report, linkTo));
      },
    },
  ];
}

type Placed = Pick<Finding, 'range' | 'cell'>;

async function show(uri: Uri, { range, cell }: Placed): Promise<void> {
  await showLine(uri, toRange(range).start.line, cell ?? null);
}

/** What is no more is shown as text; in that of a notebook, a cell's lines are not its own. */
async function showThen(uri: Uri, { range, cell }: Placed): Promise<void> {
  const { start } = toRange(range);
  await window.showTextDocument(uri, cell === undefined ? { selection: new Selection(start, start) } : {});
}

/** Where no declaration has changed: that it is so, and what else the files can be compared with. */
function unchangedItems({ before }: ChangeReport): ReviewItem[] {
  return [
    { label: l10n.t('$(check) No Modal declaration has changed since {0}', withoutIcons(before.name)) },
    {
      label: l10n.t('$(git-compare) Compare with another commit…'),
      run: () => executeCommand(Commands.reviewChanges),
    },
  ];
}

/** As much of the parts as there is room for: the document has all of it. */
function fitted(parts: readonly string[]): string {
  const [first = '', ...others] = parts.map(oneLine);
  return withoutIcons(fitting([shorten(first, ROW_ROOM), ...others]));
}
