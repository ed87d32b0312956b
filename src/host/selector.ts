import type { DocumentSelector } from 'vscode';

/** Python wherever it is edited: files, untitled and virtual documents, notebook cells. */
export const PYTHON: DocumentSelector = { language: 'python' };
