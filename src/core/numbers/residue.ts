/** What is left of one number without another: 0 where that is only what rounding leaves over. */
export function difference(a: number, b: number): number {
  const found = a - b;
  return isResidue(found, Math.max(Math.abs(a), Math.abs(b))) ? 0 : found;
}

/** Whether a figure is so small beside the one that it was worked out from that rounding alone explains it. */
export function isResidue(value: number, beside: number): boolean {
  return Math.abs(value) <= RESIDUE * Math.abs(beside);
}

/** Some thousand times what one operation on numbers can be off by. */
const RESIDUE = 1e-12;
