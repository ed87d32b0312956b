import { commands, EventEmitter, Uri, window, workspace, type Disposable } from 'vscode';
import { executeCommand } from '../../host/commands';
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

  dispose(): void {
    this.disposables.dispose();
  }
}

/** Of the Markdown extension that VS Code brings. */
const SHOW_PREVIEW = 'markdown.showPreview';
