/** What is said of a name that Modal has replaced. */
import { inlineCode } from '../escape';
import { t } from './translate';

/** Since which version of the SDK a name is warned about, and rejected. */
interface Deprecation {
  readonly warnedSince: string | null;
  readonly refusedSince: string | null;
}

export function oldNameText(name: string, use: string, { warnedSince, refusedSince }: Deprecation): string {
  const names = [inlineCode(name), inlineCode(use)] as const;
  if (refusedSince === null && warnedSince !== null)
    return t('{0} is now {1}: Modal’s SDK warns about the old name since {2}.', ...names, warnedSince);
  if (refusedSince === null) return t('{0} is not a name in Modal’s SDK. Use {1}.', ...names);
  return warnedSince === null
    ? t('{0} is deprecated: the SDK rejects it since {1}. Use {2}.', names[0], refusedSince, names[1])
    : t(
        '{0} is deprecated: the SDK warns since {1} and rejects it since {2}. Use {3}.',
        names[0],
        warnedSince,
        refusedSince,
        names[1],
      );
}
