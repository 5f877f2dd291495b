import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const MOST_COLOURS = 256;

/**
 * A screenshot with at most 256 colours, a third of its size: it is text on a plain ground, whose
 * many shades are the edges of letters. Takes 8-bit RGB and RGBA without interlacing, as Chromium
 * writes them; transparency goes.
 * @param {Buffer} png
 * @returns {Buffer}
 */
export function withFewColours(png) {
  const { width, height, pixels } = read(png);
  const palette = paletteOf(pixels);
  const rows = Buffer.alloc(height * (width + 1));
  /** @type {Map<number, number>} */
  const nearest = new Map();
  for (let y = 0, at = 0; y < height; y++) {
    // The row's first byte says that it is not filtered.
    for (let x = 0; x < width; x++, at++) {
      const colour = pixels[at] ?? 0;
      let index = nearest.get(colour);
      if (index === undefined) {
        index = closest(palette, colour);
        nearest.set(colour, index);
      }
      rows[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((rgb) => [rgb >> 16, (rgb >> 8) & 255, rgb & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * The most frequent colours; near ones count as one when there are too many.
 * @param {Uint32Array} pixels
 * @returns {number[]}
 */
function paletteOf(pixels) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byFrequency = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  for (let apart = 0; ; apart += 4) {
    /** @type {number[]} */
    const palette = [];
    for (const colour of byFrequency) {
      if (palette.every((other) => distance(other, colour) > apart * apart)) palette.push(colour);
      if (palette.length > MOST_COLOURS) break;
    }
    if (palette.length <= MOST_COLOURS) return palette;
  }
}

/** @param {number[]} palette @param {number} colour */
function closest(palette, colour) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const apart = distance(other, colour);
    if (apart < least) [best, least] = [index, apart];
  }
  return best;
}

/** @param {number} a @param {number} b */
function distance(a, b) {
  const red = (a >> 16) - (b >> 16);
  const green = ((a >> 8) & 255) - ((b >> 8) & 255);
  const blue = (a & 255) - (b & 255);
  return red * red + green * green + blue * blue;
}

/** @param {Buffer} png @returns {{ width: number, height: number, pixels: Uint32Array }} */
function read(png) {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG.');
  const parts = [];
  let width = 0;
  let height = 0;
  let channels = 0;
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    at += length + 12;
    if (type === 'IDAT') parts.push(data);
    if (type !== 'IHDR') continue;
    width = data.readUInt32BE(0);
    height = data.readUInt32BE(4);
    channels = { 2: 3, 6: 4 }[data[9] ?? 0] ?? 0;
    if (data[8] !== 8 || channels === 0 || data[12] !== 0) {
      throw new Error('Only 8-bit RGB and RGBA without interlacing are read.');
    }
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let at = 0; at < pixels.length; at++) pixels[at] = bytes.readUIntBE(at * channels, 3);
  return { width, height, pixels };
}

/**
 * https://www.w3.org/TR/png-3/#9Filters
 * @param {Buffer} data a filter's number, then the row, for each row
 * @param {number} stride bytes a row
 * @param {number} height
 * @param {number} channels
 */
function unfiltered(data, stride, height, channels) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (out[at - channels] ?? 0);
      const up = y === 0 ? 0 : (out[at - stride] ?? 0);
      const upLeft = y === 0 || x < channels ? 0 : (out[at - stride - channels] ?? 0);
      const raw = data[y * (stride + 1) + 1 + x] ?? 0;
      out[at] = raw + predicted(filter, left, up, upLeft);
    }
  }
  return out;
}

/** @param {number | undefined} filter @param {number} left @param {number} up @param {number} upLeft */
function predicted(filter, left, up, upLeft) {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - upLeft;
  const [fromLeft, fromUp, fromUpLeft] = [left, up, upLeft].map((one) => Math.abs(estimate - one));
  if ((fromLeft ?? 0) <= (fromUp ?? 0) && (fromLeft ?? 0) <= (fromUpLeft ?? 0)) return left;
  return (fromUp ?? 0) <= (fromUpLeft ?? 0) ? up : upLeft;
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), data.length + 8);
  return out;
}
