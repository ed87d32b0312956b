import type { Declaration } from './declaration';

/** A name with the line of a declaration, from 1. */
const WITH_LINE = /^(.+):(\d{1,9})$/;

/**
 * The declarations that somebody means by a name or a qualified name, or by the name that one is deployed under. Of several,
 * a line behind it chooses: `serve:12`, that of the decorator or of the `def`.
 */
export function declarationsNamed<T extends Declaration>(
  declarations: readonly T[],
  text: string,
): readonly T[] {
  const [, name = text, line] = WITH_LINE.exec(text) ?? [];
  const named = declarations.filter(({ name: plain, qualname, deployedName }) =>
    [plain, qualname, deployedName].includes(name),
  );
  if (line === undefined) return named;
  const at = Number(line);
  return named.filter(({ line: from, endLine, defLine }) => (from <= at && at <= endLine) || at === defLine);
}
