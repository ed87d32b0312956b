// gifenc has no types of its own: here is what animation.mjs uses of it.
declare module 'gifenc' {
  type Palette = number[][];
  interface FrameOptions {
    readonly delay: number;
    readonly transparent: boolean;
    readonly transparentIndex: number;
    readonly dispose: number;
    readonly palette?: Palette;
  }
  interface Encoder {
    readonly writeFrame: (pixels: Uint8Array, width: number, height: number, options: FrameOptions) => void;
    readonly finish: () => void;
    readonly bytes: () => Uint8Array;
  }
  const gifenc: {
    readonly GIFEncoder: () => Encoder;
    readonly applyPalette: (rgba: Uint8Array, palette: Palette) => Uint8Array;
    readonly quantize: (rgba: Uint8Array, colors: number) => Palette;
  };
  export default gifenc;
}
