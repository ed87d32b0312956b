import { Uri, workspace, type Disposable } from 'vscode';
import { PythonParser } from '../core/python/parser';
import { processorTime } from '../common/processorTime';

/** Loads the parser when the first file needs it: not at activation. The same way on every host, by `workspace.fs`. */
export class ParserService implements Disposable {
  private loading: Promise<PythonParser> | undefined;

  constructor(private readonly extensionUri: Uri) {}

  get(): Promise<PythonParser> {
    return (this.loading ??= this.load().catch((error: unknown) => {
      // Whoever asks next tries again: files may be out of reach for a moment.
      this.loading = undefined;
      throw error;
    }));
  }

  private async load(): Promise<PythonParser> {
    const [runtime, grammar] = await Promise.all([
      workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'dist', 'web-tree-sitter.wasm')),
      workspace.fs.readFile(Uri.joinPath(this.extensionUri, 'dist', 'tree-sitter-python.wasm')),
    ]);
    return PythonParser.load({ runtime, grammar }, processorTime);
  }

  dispose(): void {
    void this.loading?.then(
      (parser) => parser.dispose(),
      () => undefined,
    );
  }
}
