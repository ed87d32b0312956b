/** Where a name may be bound, by the text alone: most of its uses are passed over without a look at the tree. */

/**
 * Whether a name may be bound where it stands, by the text around it in its line. It cannot as an attribute (`x.name`), as
 * the receiver of one (`@app.function`), where it is called or indexed, or as an operand or a plain value (`gpu=GPU,`,
 * `5 * MINUTES`, `{GPU}`): most uses are one of these. Patterns of `case` are not looked at here.
 */
export function mayBind(text: string, offset: number, length: number): boolean {
  const start = skipBlanks(text, offset + length, 1);
  const after = text.slice(start, start + 3);
  if (after.startsWith(':=')) return true;
  const end = skipBlanks(text, offset - 1, -1) + 1;
  const before = text.slice(Math.max(0, end - 8), end);
  if (/\b(def|class|import|as|for|type)$/.test(before)) return true;
  if (before.endsWith(':') && isAnnotation(text, end)) return false;
  if (/[.@{+\-/%<>|&^~!]$/.test(before) || /[\w)\]"'][ \t]*\*{1,2}$/.test(before)) return false;
  // `a = b = 1`, but not `gpu=GPU,`.
  if (before.endsWith('=')) return /^=(?!=)/.test(after);
  // `import a, b.c` binds `b`.
  if (after.startsWith('.')) return before.endsWith(',') && isImport(text, end);
  return mayFollowTarget(after);
}

/** Past blanks and escaped line ends, in either direction. */
function skipBlanks(text: string, at: number, step: 1 | -1): number {
  for (let i = at; ; i += step) {
    const char = text[i];
    if (char === ' ' || char === '\t') continue;
    const next = text[i + step];
    if (step === 1 && char === '\\' && (next === '\n' || next === '\r')) {
      i += next === '\r' ? 2 : 1;
      continue;
    }
    if (step === -1 && char === '\n' && (next === '\\' || (next === '\r' && text[i - 2] === '\\'))) {
      i -= next === '\r' ? 2 : 1;
      continue;
    }
    return i;
  }
}

/** Whether the annotation of a parameter begins at a place: `def f(a, b: int = 1)`. */
function isAnnotation(text: string, end: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', end - 1) + 1, end - 400), end);
  return /^\s*(?:async\s+)?def\b.*[(,]\s*\**\w+\s*:$/.test(line);
}

function isImport(text: string, end: number): boolean {
  const line = text.slice(Math.max(text.lastIndexOf('\n', end - 1) + 1, end - 2_000), end);
  return /\bimport\b/.test(line);
}

/** What may follow a name that is bound: `=`, `+=`, `:=`, an annotation, the end of a target or a clause. */
function mayFollowTarget(after: string): boolean {
  return (
    after === '' || /^(=(?!=)|:|,|\)|\]|;|#|\\|\r|\n|(\/\/|\*\*|<<|>>|[-+*/%@&|^])=|in\b|as\b)/.test(after)
  );
}
