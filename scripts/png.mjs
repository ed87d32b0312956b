// The pixels of a PNG as Chromium writes its screenshots: 8 bits a channel, RGB or RGBA, not interlaced.
import { inflateSync } from 'node:zlib';

/** @param {Buffer} file @returns {{ width: number, height: number, data: Uint8Array }} RGBA */
export function decodePng(file) {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const [depth, color, , , interlaced] = file.subarray(24, 29);
  const channels = color === 2 ? 3 : color === 6 ? 4 : 0;
  if (depth !== 8 || !channels || interlaced) throw new Error('This PNG is not one of a screenshot.');
  const parts = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const stride = width * channels;
  const rows = unfilter(inflateSync(Buffer.concat(parts)), stride, height, channels);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0, from = 0; i < data.length; i += 4, from += channels)
    data.set(rows.subarray(from, from + channels), i);
  return { width, height, data };
}

/**
 * Undoes the filter that each row begins with.
 * @param {Uint8Array} raw @param {number} stride @param {number} height @param {number} channels
 */
function unfilter(raw, stride, height, channels) {
  const rows = new Uint8Array(stride * height);
  /** @param {Uint8Array} bytes @param {number} at */
  const byte = (bytes, at) => bytes[at] ?? 0;
  for (let y = 0; y < height; y += 1) {
    const filter = byte(raw, y * (stride + 1));
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x < channels ? 0 : byte(rows, at - channels);
      const up = y === 0 ? 0 : byte(rows, at - stride);
      const corner = x < channels || y === 0 ? 0 : byte(rows, at - stride - channels);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      rows[at] = byte(raw, y * (stride + 1) + 1 + x) + (guess ?? 0);
    }
  }
  return rows;
}

/** @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  /** @param {number} each */
  const distance = (each) => Math.abs(left + up - corner - each);
  const [byLeft, byUp, byCorner] = [distance(left), distance(up), distance(corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
