import {
  Position,
  Uri,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
} from 'vscode';
import type { Declaration } from '../../core/modal/declaration';
import type { WhatIfSubject } from '../../core/render/whatIfList';
import type { FoundDeclaration } from '../../host/activePanel';
import type { Services } from '../../host/services';
import type { PanelKey } from './panelKey';

/**
 * The declaration that a panel is about. It goes with its decorator, through edits around it and whatever name stands below
 * it; with its name where that decorator has gone, as when it was cut and put in elsewhere.
 */
export class FollowedDeclaration implements Disposable {
  private readonly following: Disposable;

  /** @param place the decorator's first character; null until it has been found, and once it has been deleted */
  constructor(
    private current: PanelKey,
    private place: Position | null,
    private readonly services: Services,
  ) {
    this.following = workspace.onDidChangeTextDocument((event) => this.move(event));
  }

  /** Its file and its name as they were when it was last found. */
  get key(): PanelKey {
    return this.current;
  }

  /** As it is now; undefined where it is no longer in its file. */
  async find(): Promise<FoundDeclaration | undefined> {
    const document = await this.document();
    if (!document) return undefined;
    const { version } = document;
    const subjects = await this.services.subjects(document);
    const subject = this.atPlace(subjects) ?? named(subjects, this.current);
    // What was found before an edit says nothing of where it is after that.
    if (subject && document.version === version) this.keep(subject.declaration, subjects);
    return subject && { document, subject };
  }

  async document(): Promise<TextDocument | undefined> {
    try {
      return await workspace.openTextDocument(Uri.parse(this.current.uri));
    } catch {
      // The file may have gone.
      return undefined;
    }
  }

  dispose(): void {
    this.following.dispose();
  }

  private atPlace(subjects: readonly WhatIfSubject[]): WhatIfSubject | undefined {
    const { place } = this;
    if (!place) return undefined;
    const here = subjects.filter(({ declaration }) => startOf(declaration).isEqual(place));
    // A loop declares several at one place.
    const same = named(subjects, this.current);
    return same && here.includes(same) ? same : here[0];
  }

  private keep(declaration: Declaration, subjects: readonly WhatIfSubject[]): void {
    const { qualname } = declaration;
    const alike = subjects.filter((each) => each.declaration.qualname === qualname);
    const nth = alike.findIndex((each) => each.declaration === declaration);
    this.current = { uri: this.current.uri, qualname, nth };
    this.place = startOf(declaration);
  }

  private move({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document.uri.toString() !== this.current.uri) return;
    // VS Code gives them from the last place of the text to the first: each is by the text that those after it are in.
    for (const { range, text } of contentChanges) {
      if (!this.place || range.start.isAfter(this.place)) continue;
      this.place = range.end.isAfter(this.place) ? null : moved(this.place, range.end, range.start, text);
    }
  }
}

function named(subjects: readonly WhatIfSubject[], { qualname, nth }: PanelKey): WhatIfSubject | undefined {
  return subjects.filter(({ declaration }) => declaration.qualname === qualname)[nth];
}

function startOf({ range: { start } }: Declaration): Position {
  return new Position(start.line, start.column);
}

/** Where a position is once what ends before it, or at it, has become another text. */
function moved(place: Position, end: Position, start: Position, text: string): Position {
  const lines = text.split(/\r\n|\r|\n/);
  const newEnd = new Position(
    start.line + lines.length - 1,
    lines.length === 1 ? start.character + text.length : lines.at(-1)!.length,
  );
  const column =
    place.line === end.line ? newEnd.character + place.character - end.character : place.character;
  return new Position(newEnd.line + place.line - end.line, column);
}
