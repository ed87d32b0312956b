// What every host has and ES2023 does not name: UTF-8, to and from bytes. The whole project has these from the DOM's types.

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class TextDecoder {
  constructor(label: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  /** @throws TypeError where `fatal` and the bytes are no text */
  decode(bytes: Uint8Array): string;
}
