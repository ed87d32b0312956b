import type { TextDocument } from 'vscode';
import type { WhatIfSubject } from '../core/render/whatIfList';

/** A declaration and where it is. */
export interface FoundDeclaration {
  readonly document: TextDocument;
  readonly subject: WhatIfSubject;
}

/** The panel that has the focus: what it is about is what commands are about then. */
export class ActivePanel {
  private active: { readonly of: object; readonly find: () => Promise<FoundDeclaration | undefined> } | null =
    null;

  /** Told by a panel whenever it gets the focus, or loses it. */
  tell(of: object, isActive: boolean, find: () => Promise<FoundDeclaration | undefined>): void {
    if (isActive) this.active = { of, find };
    else if (this.active?.of === of) this.active = null;
  }

  /** The declaration that the panel with the focus is about; undefined without one, and for a calculator. */
  async declaration(): Promise<FoundDeclaration | undefined> {
    return this.active?.find();
  }
}
