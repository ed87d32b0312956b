import {
  CompletionItem,
  type CompletionItemKind,
  l10n,
  MarkdownString,
  SnippetString,
  type Command,
  type Range,
} from 'vscode';
import { escapeMarkdown, withoutIcons } from '../../core/render/escape';
import type { CompletionRow } from '../../core/render/completion/completionRow';

export interface ItemLook {
  readonly kind: CompletionItemKind;
  readonly range: Range;
  /** What is typed is held against this; by default against what is inserted. */
  readonly filterText?: string;
}

/** A row as VS Code shows it, in the order of its list: `nth` from 0. */
export function completionItem(row: CompletionRow, nth: number, look: ItemLook): CompletionItem {
  const label = {
    label: row.label,
    detail: row.price === '' ? '' : `  ${row.price}`,
    description: row.month,
  };
  const item = new CompletionItem(label, look.kind);
  item.detail = [row.price, row.month].filter((each) => each !== '').join(' · ');
  item.documentation = new MarkdownString(escapeMarkdown(withoutIcons(row.about)));
  item.insertText = row.isSnippet ? new SnippetString(row.insert) : row.insert;
  item.filterText = look.filterText ?? row.insert;
  item.range = look.range;
  // Before what other extensions offer here, which has no price.
  item.sortText = `!${String(nth).padStart(3, '0')}`;
  item.preselect = row.isCurrent;
  if (row.isSnippet && row.insert.endsWith('"$1"')) item.command = suggestAgain();
  return item;
}

/** The next list, for the value of a keyword that has just been completed. */
function suggestAgain(): Command {
  return { command: 'editor.action.triggerSuggest', title: l10n.t('Suggest') };
}
