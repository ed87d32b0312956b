/**
 * What a field that is being typed in does with the values that come back from the host. Views answer inputs with a
 * delay, so one may bring an older value of the field's own, or one from before the typing: neither may overwrite it.
 */
export interface Typing {
  /** The host's latest value. */
  readonly host: string;
  /** The values that were typed and that no view has answered yet, oldest first. */
  readonly sent: readonly string[];
  /** Whether there is something typed that is not sent yet. */
  readonly pending: boolean;
}

export const untouched = (host: string): Typing => ({ host, sent: [], pending: false });

export const typed = (typing: Typing): Typing => ({ ...typing, pending: true });

export const sent = (typing: Typing, value: string): Typing => ({
  ...typing,
  sent: [...typing.sent, value].slice(-50),
  pending: false,
});

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
