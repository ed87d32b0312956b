/**
 * Text in ASCII, Latin-1 and Windows-1252 as Python reads it. `TextDecoder` takes all three for one, and which one that is
 * depends on the version of Node.
 */

export type WesternEncoding = 'ascii' | 'latin-1' | 'windows-1252';

/** What Windows-1252 has in place of the control characters from 0x80 to 0x9f; a blank stands for what is nothing in it. */
const IN_PLACE_OF_CONTROLS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const CONTROLS = { from: 0x80, to: 0x9f };
/** As many arguments as a call surely takes. */
const PIECE = 8_192;

/** Undefined for bytes that mean nothing in the encoding. */
export function westernText(bytes: Uint8Array, encoding: WesternEncoding): string | undefined {
  if (encoding === 'ascii' && bytes.some((byte) => byte >= CONTROLS.from)) return undefined;
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  if (encoding !== 'windows-1252') return text;
  const read = text.replace(
    /[\x80-\x9f]/g,
    (control) => IN_PLACE_OF_CONTROLS[control.charCodeAt(0) - CONTROLS.from]!,
  );
  return bytes.some((byte) => isNothing(byte)) ? undefined : read;
}

function isNothing(byte: number): boolean {
  return byte >= CONTROLS.from && byte <= CONTROLS.to && IN_PLACE_OF_CONTROLS[byte - CONTROLS.from] === ' ';
}
