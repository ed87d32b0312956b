/** Why something is not known, in words: what every surface says of a `reason`. */
export function reasonText(reason: string): string {
  return reason;
}
