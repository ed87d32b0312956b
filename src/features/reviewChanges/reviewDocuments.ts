import { commands, env, EventEmitter, l10n, Uri, window, workspace, type Disposable } from 'vscode';
import { executeCommand, setContext } from '../../host/commands';
import { CONTEXT } from '../../host/contributions';
import { Disposables } from '../../host/disposables';

const SCHEME = 'modal-cost';

/** So many reviews stay open at once; the text of older ones is forgotten. */
const MAX_DOCUMENTS = 8;

/** Reviews as documents: read-only, and gone with their editor. */
export class ReviewDocuments implements Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new EventEmitter<Uri>());
  private readonly texts = new Map<string, string>();

  constructor() {
    this.disposables.add(window.tabGroups.onDidChangeTabs(() => this.tellShown()));
    this.disposables.add(window.tabGroups.onDidChangeTabGroups(() => this.tellShown()));
    this.disposables.add(
      workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
      }),
    );
  }

  /** Shows Markdown as it is meant to look; as text where nothing renders it here. */
  async open(title: string, markdown: string): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${title.replaceAll('/', '∕')}.md` });
    this.texts.delete(uri.toString());
    this.texts.set(uri.toString(), markdown);
    const [oldest] = this.texts.keys();
    if (this.texts.size > MAX_DOCUMENTS && oldest !== undefined) this.texts.delete(oldest);
    this.changed.fire(uri);
    const known = await commands.getCommands(true);
    if (known.includes(SHOW_PREVIEW)) await executeCommand(SHOW_PREVIEW, uri);
    else await window.showTextDocument(uri);
  }

  /** Copies the review in the active editor, rendered or as text, else the one that was opened last. */
  async copy(): Promise<void> {
    const text = this.shown ?? [...this.texts.values()].at(-1);
    if (text !== undefined) await copy(text);
  }

  /** The review in the active editor: of its preview, VS Code gives only the title, which ends with the name of the file. */
  private get shown(): string | undefined {
    const label = window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    return [...this.texts].find(([address]) => label.endsWith(nameIn(Uri.parse(address))))?.[1];
  }

  private tellShown(): void {
    if (this.texts.size > 0) setContext(CONTEXT.isReviewShown, this.shown !== undefined);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}

function nameIn({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
  void window.setStatusBarMessage(l10n.t('Copied'), 2_000);
}

/** Of the Markdown extension that VS Code brings. */
const SHOW_PREVIEW = 'markdown.showPreview';
