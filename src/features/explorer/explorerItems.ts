import {
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  type Command,
  type WorkspaceFolder,
} from 'vscode';
import { placeText } from '../../core/render/placeText';
import { skippedFilesText, skipReasonText } from '../../core/render/words/skipReasons';
import { escapeMarkdown, inlineCode, oneLine } from '../../core/render/escape';
import { declarationHover } from '../../core/render/hoverText';
import type { DeclarationKind, Subject } from '../../core/modal/declaration';
import type { BilledNode, BillGroupNode } from '../../core/render/explorerBill';
import { shownLabel, type Line } from '../../core/render/explorerLine';
import type { AppNode, DeclarationNode, FolderNode } from '../../core/render/explorerTree';
import type { SkippedFile } from '../../core/workspace/skipReason';
import { commandTo } from '../../host/commands';
import { SHOW_DECLARATION } from '../../host/contributions';

/** A line of the view. Its id stays the same over edits, so that what is open stays open. */
export interface ExplorerItem {
  readonly id: string;
  readonly folder: WorkspaceFolder;
  readonly parent: ExplorerItem | undefined;
  readonly node:
    FolderNode | AppNode | DeclarationNode | BillGroupNode | BilledNode | SkippedNode | SkippedFileNode;
  readonly children: readonly ExplorerItem[];
}

interface SkippedNode {
  readonly kind: 'skipped';
  readonly label: string;
  readonly files: readonly SkippedFile[];
}

interface SkippedFileNode extends SkippedFile {
  readonly kind: 'skippedFile';
  readonly label: string;
}

/** The lines of one folder. */
export function folderItem(folder: WorkspaceFolder, node: FolderNode): ExplorerItem {
  const { skipped } = node;
  const label = skippedFilesText(skipped);
  const unread: SkippedNode[] = skipped.length > 0 ? [{ kind: 'skipped', label, files: skipped }] : [];
  return item(folder, undefined, node, 0, [...node.apps, ...node.groups, ...unread]);
}

function item(
  folder: WorkspaceFolder,
  parent: ExplorerItem | undefined,
  node: ExplorerItem['node'],
  nth: number,
  below: readonly ExplorerItem['node'][] = childrenOf(node),
): ExplorerItem {
  const name = node.kind === 'folder' ? folder.uri.toString() : node.label;
  const id = JSON.stringify([parent?.id ?? '', node.kind, name, nth]);
  const children: ExplorerItem[] = [];
  const made = { id, folder, parent, node, children };
  const seen = new Map<string, number>();
  for (const each of below) {
    const count = seen.get(each.label) ?? 0;
    seen.set(each.label, count + 1);
    children.push(item(folder, made, each, count));
  }
  return made;
}

function childrenOf(node: ExplorerItem['node']): readonly ExplorerItem['node'][] {
  if (node.kind === 'app') return node.declarations;
  if (node.kind === 'billGroup') return node.lines;
  if (node.kind !== 'skipped') return [];
  return node.files.map((each) => ({ ...each, kind: 'skippedFile' as const, label: oneLine(each.file) }));
}

function showCommand(folder: WorkspaceFolder, { file, range, cell }: Subject): Command {
  return commandTo(
    SHOW_DECLARATION,
    l10n.t('Go to Code'),
    Uri.joinPath(folder.uri, file),
    range.start.line,
    cell ?? null,
  );
}

/** Warm pools on GPUs cost most before the first request: they, and the apps they are of, stand out. */
const OVER_BUDGET = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
const WARM_GPU = new ThemeIcon('flame', new ThemeColor('charts.yellow'));

/** How a line looks. What it says when the mouse rests on it comes with `tooltipOf`: most are never asked. */
export function treeItem({ id, folder, node, children }: ExplorerItem): TreeItem {
  const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
  const open = node.kind === 'folder' ? Expanded : children.length > 0 ? Collapsed : None;
  const line = new TreeItem('figure' in node ? shownLabel(node) : node.label, open);
  line.id = id;
  switch (node.kind) {
    case 'folder':
      line.iconPath = node.isOverBudget ? OVER_BUDGET : new ThemeIcon('folder');
      return described(
        line,
        node.apps.length === 0 ? l10n.t('no Modal code') : node.fitting,
        node.spoken,
        'folder',
      );
    case 'app':
      line.iconPath = node.isOverBudget
        ? OVER_BUDGET
        : node.warmGpus > 0
          ? WARM_GPU
          : new ThemeIcon('symbol-namespace');
      return described(line, node.fitting, node.spoken, 'app');
    case 'declaration': {
      const { subject } = node.assessment.estimate;
      line.iconPath = declarationIcon(node);
      line.command = showCommand(folder, subject);
      return described(
        line,
        node.fitting,
        node.spoken,
        subject.type === 'declaration' ? 'declaration' : 'call',
      );
    }
    case 'billGroup':
      line.iconPath = new ThemeIcon(GROUP_ICONS[node.group]);
      return described(line, node.fitting, node.spoken, 'billGroup');
    case 'billed': {
      const { subject } = node.member?.estimate ?? {};
      line.iconPath = new ThemeIcon(subject ? 'symbol-namespace' : 'cloud');
      if (subject) line.command = showCommand(folder, subject);
      return described(line, node.fitting, node.spoken, 'billed');
    }
    case 'skipped':
      line.iconPath = new ThemeIcon('warning');
      return described(line, '', node.label, 'skipped');
    case 'skippedFile':
      line.iconPath = new ThemeIcon('file');
      line.command = commandTo('vscode.open', l10n.t('Go to Code'), Uri.joinPath(folder.uri, node.file));
      return described(
        line,
        skipReasonText(node.reason),
        `${node.label}: ${skipReasonText(node.reason)}`,
        'skippedFile',
      );
  }
}

function described(line: TreeItem, text: string, spoken: string, context: string): TreeItem {
  line.description = text;
  line.accessibilityInformation = { label: spoken };
  line.contextValue = context;
  return line;
}

const GROUP_ICONS: Readonly<Record<BillGroupNode['group'], string>> = {
  notInCode: 'cloud',
  notBilled: 'circle-slash',
  others: 'database',
};

const KIND_ICONS: Readonly<Record<DeclarationKind, string>> = {
  function: 'symbol-method',
  cls: 'symbol-class',
  server: 'server',
  sandbox: 'terminal',
};

/** What is not known stands out as well. */
function declarationIcon({ warm, isUnknown, isOverBudget, assessment }: DeclarationNode): ThemeIcon {
  const { subject } = assessment.estimate;
  if (isOverBudget) return OVER_BUDGET;
  if (warm === 'gpu') return WARM_GPU;
  if (warm === 'cpu') return new ThemeIcon('flame', new ThemeColor('descriptionForeground'));
  if (isUnknown) return new ThemeIcon('question', new ThemeColor('list.warningForeground'));
  if (subject.type === 'call') return new ThemeIcon(subject.changes ? 'versions' : 'package');
  return new ThemeIcon(KIND_ICONS[subject.kind]);
}

export function tooltipOf({ folder, node }: ExplorerItem): MarkdownString | undefined {
  switch (node.kind) {
    case 'folder':
      return new MarkdownString(`${inlineCode(folder.name)}\n\n${escapeMarkdown(columnsOf(node))}`);
    case 'app':
      return new MarkdownString(
        [
          `**${escapeMarkdown(node.label)}**`,
          escapeMarkdown(columnsOf(node)),
          ...node.billed.map(escapeMarkdown),
          ...node.files.map((file) => `- ${inlineCode(file, 160)}`),
        ].join('\n\n'),
      );
    case 'declaration': {
      const { subject } = node.assessment.estimate;
      const where = inlineCode(placeText(subject), 160);
      return new MarkdownString(
        [`**${escapeMarkdown(node.label)}** · ${where}`, declarationHover(node.assessment)].join('\n\n'),
      );
    }
    case 'billGroup':
    case 'billed':
      return new MarkdownString(`**${escapeMarkdown(node.label)}**\n\n${escapeMarkdown(columnsOf(node))}`);
    default:
      return undefined;
  }
}

/** All that a line has no room for. */
function columnsOf({ figure, text }: Pick<Line, 'figure' | 'text'>): string {
  return [figure, text].filter((each) => each !== '').join(' · ');
}
