/**
 * What a field that is being typed in does with the values that come back from the host. Views answer inputs with a
 * delay, so one may bring an older value of the field's own, or one from before the typing: neither may overwrite it.
 */
export interface Typing {
  /** The host's latest value; null where the next one counts, whatever it is. */
  readonly host: string | null;
  /** The values that were typed and that no view has answered yet, oldest first. */
  readonly sent: readonly string[];
  /** Whether there is something typed that is not sent yet. */
  readonly pending: boolean;
}

/** Values that are waited for: a host that answers none of so many will not answer the first. */
const MAX_SENT = 50;

export const untouched = (host: string | null): Typing => ({ host, sent: [], pending: false });

export const typed = (typing: Typing): Typing => ({ ...typing, pending: true });

export const sent = (typing: Typing, value: string): Typing => ({
  ...typing,
  sent: [...typing.sent, value].slice(-MAX_SENT),
  pending: false,
});

/** Whether something was typed that no view has answered yet. */
export const isAhead = ({ pending, sent }: Typing): boolean => pending || sent.length > 0;

/** A view's value for the field, and whether the field is to show it. */
export function received(
  { host, sent, pending }: Typing,
  value: string,
): { readonly typing: Typing; readonly show: boolean } {
  const answered = sent.lastIndexOf(value);
  if (answered >= 0) {
    const rest = sent.slice(answered + 1);
    return { typing: { host: value, sent: rest, pending }, show: rest.length === 0 && !pending };
  }
  if (value !== host) return { typing: untouched(value), show: true };
  return { typing: { host, sent, pending }, show: sent.length === 0 && !pending };
}
