import { Diagnostic, type DiagnosticSeverity, type Range } from 'vscode';

/** A line of the Problems view, signed. */
export function problem(range: Range, message: string, severity: DiagnosticSeverity): Diagnostic {
  const diagnostic = new Diagnostic(range, message, severity);
  diagnostic.source = 'Modal Cost Lens';
  return diagnostic;
}
