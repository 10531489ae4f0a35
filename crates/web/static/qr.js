// QR codes of capitals and digits (alphanumeric mode), error correction M, versions 1 to 20, after ISO/IEC 18004.
// It draws nothing: it says which modules are dark.

const CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// For level M, by version: correction codewords of a block, and how many blocks.
const CORRECTION = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

const centres = (version) => {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const gap = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - (count - 2 - at) * gap)];
};

/** How many codewords a version holds: what its fixed patterns leave, in whole bytes. */
const codewords = (version) => {
  const side = version * 4 + 17;
  const count = centres(version).length;
  const alignment = count ? (count * count - 3) * 25 - (count - 2) * 2 * 5 : 0;
  const fixed = 3 * 64 + 2 * (side - 16) + alignment + 31 + (version >= 7 ? 36 : 0);
  return (side * side - fixed) >> 3;
};

const capacity = (version) => codewords(version) - CORRECTION[version] * BLOCKS[version];

const EXP = new Uint8Array(510);
const LOG = new Uint8Array(256);
for (let at = 0, value = 1; at < 255; at++) {
  EXP[at] = EXP[at + 255] = value;
  LOG[value] = at;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);

/** The correction codewords of a block: what is left of it, divided by the product of (x − 2^i). */
function correction(block, length) {
  let divisor = [1];
  for (let at = 0; at < length; at++) {
    const next = [...divisor, 0];
    divisor.forEach((factor, of) => (next[of + 1] ^= times(factor, EXP[at])));
    divisor = next;
  }
  const rest = new Uint8Array(length);
  for (const byte of block) {
    const lead = byte ^ rest[0];
    rest.copyWithin(0, 1);
    rest[length - 1] = 0;
    for (let at = 0; at < length; at++) rest[at] ^= times(divisor[at + 1], lead);
  }
  return rest;
}

function data(text, version) {
  const bits = [];
  const push = (value, length) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >> at) & 1);
  };
  push(2, 4);
  push(text.length, version < 10 ? 9 : 11);
  for (let at = 0; at < text.length; at += 2) {
    const first = CHARACTERS.indexOf(text[at]);
    if (at + 1 < text.length) push(first * 45 + CHARACTERS.indexOf(text[at + 1]), 11);
    else push(first, 6);
  }
  const room = capacity(version) * 8;
  push(0, Math.min(4, room - bits.length));
  push(0, -bits.length & 7);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8);
  const bytes = new Uint8Array(room / 8);
  bits.forEach((bit, at) => (bytes[at >> 3] |= bit << (7 - (at & 7))));
  return bytes;
}

/** The data in blocks, each with its correction, woven into one row. */
function woven(bytes, version) {
  const count = BLOCKS[version];
  const small = Math.floor(bytes.length / count);
  const large = bytes.length % count;
  const blocks = [];
  for (let at = 0, from = 0; at < count; at++) {
    const length = small + (at >= count - large ? 1 : 0);
    blocks.push(bytes.slice(from, from + length));
    from += length;
  }
  const ends = blocks.map((block) => correction(block, CORRECTION[version]));
  const out = [];
  for (let at = 0; at <= small; at++) for (const block of blocks) if (at < block.length) out.push(block[at]);
  for (let at = 0; at < CORRECTION[version]; at++) for (const end of ends) out.push(end[at]);
  return out;
}

const remainder = (value, divisor, length) => {
  let rest = value << length;
  for (let at = 31 - Math.clz32(rest); at >= length; at--) if (rest & (1 << at)) rest ^= divisor << (at - length);
  return (value << length) | rest;
};

/** The fixed patterns; null where data goes. */
function frame(version) {
  const side = version * 4 + 17;
  const rows = Array.from({ length: side }, () => new Array(side).fill(null));
  const square = (x, y, reach, dark) => {
    for (let dy = -reach; dy <= reach; dy++)
      for (let dx = -reach; dx <= reach; dx++)
        if (rows[y + dy] && x + dx >= 0 && x + dx < side)
          rows[y + dy][x + dx] = dark(Math.max(Math.abs(dx), Math.abs(dy)));
  };
  for (let at = 0; at < side; at++) rows[6][at] = rows[at][6] = at % 2 ? 0 : 1;
  for (const [x, y] of [[3, 3], [side - 4, 3], [3, side - 4]])
    square(x, y, 4, (ring) => (ring === 4 || ring === 2 ? 0 : 1));
  const at = centres(version);
  for (const y of at)
    for (const x of at) {
      const corner = (x === 6 && (y === 6 || y === at.at(-1))) || (y === 6 && x === at.at(-1));
      if (!corner) square(x, y, 2, (ring) => (ring === 1 ? 0 : 1));
    }
  format(rows, 0);
  if (version >= 7) {
    const bits = remainder(version, 0x1f25, 12);
    for (let at = 0; at < 18; at++) {
      const [far, near] = [side - 11 + (at % 3), Math.floor(at / 3)];
      rows[far][near] = rows[near][far] = (bits >> at) & 1;
    }
  }
  return rows;
}

/** Level M (00) and the mask, twice. */
function format(rows, mask) {
  const side = rows.length;
  const bits = remainder(mask, 0x537, 10) ^ 0x5412;
  const bit = (at) => (bits >> at) & 1;
  for (let at = 0; at < 15; at++) {
    const along = at < 8 ? side - 1 - at : at === 8 ? 7 : 14 - at;
    rows[8][along] = bit(at);
    rows[at < 6 ? at : at < 8 ? at + 1 : side - 15 + at][8] = bit(at);
  }
  rows[side - 8][8] = 1;
}

const MASKS = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** How hard a picture is to read: long runs, blocks, what looks like a finder, and too much of one colour. */
function penalty(rows) {
  const side = rows.length;
  let sum = 0;
  let dark = 0;
  for (const turned of [false, true]) {
    for (let y = 0; y < side; y++) {
      let run = 0;
      let line = "";
      for (let x = 0; x < side; x++) {
        const here = turned ? rows[x][y] : rows[y][x];
        run = x && Number(line[x - 1]) === here ? run + 1 : 1;
        if (run === 5) sum += 3;
        else if (run > 5) sum += 1;
        line += here;
      }
      for (const finder of ["10111010000", "00001011101"])
        for (let from = line.indexOf(finder); from >= 0; from = line.indexOf(finder, from + 1)) sum += 40;
    }
  }
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      dark += rows[y][x];
      const block = x && y && rows[y][x] + rows[y - 1][x] + rows[y][x - 1] + rows[y - 1][x - 1];
      if (x && y && (block === 0 || block === 4)) sum += 3;
    }
  return sum + 10 * Math.floor(Math.abs((dark * 100) / (side * side) - 50) / 5);
}

/** Which modules are dark, row by row, 1 or 0; with the mask that reads best unless one is asked for. */
export function matrix(text, mask) {
  if ([...text].some((letter) => !CHARACTERS.includes(letter))) throw new RangeError("letters");
  let version = 1;
  const bits = (of) => 4 + (of < 10 ? 9 : 11) + Math.floor(text.length / 2) * 11 + (text.length % 2) * 6;
  while (version <= 20 && bits(version) > capacity(version) * 8) version++;
  if (version > 20) throw new RangeError("length");
  const stream = woven(data(text, version), version);
  const fixed = frame(version);
  const side = fixed.length;
  const places = [];
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let step = 0; step < side; step++) {
      const y = up ? side - 1 - step : step;
      for (const x of [right, right - 1]) if (fixed[y][x] === null) places.push([x, y]);
    }
  }
  let best = null;
  for (const number of mask === undefined ? MASKS.keys() : [mask]) {
    const rows = fixed.map((row) => [...row]);
    places.forEach(([x, y], at) => {
      const bit = at >> 3 < stream.length ? (stream[at >> 3] >> (7 - (at & 7))) & 1 : 0;
      rows[y][x] = bit ^ (MASKS[number](x, y) === 0 ? 1 : 0);
    });
    format(rows, number);
    const worth = mask === undefined ? penalty(rows) : 0;
    if (!best || worth < best.worth) best = { rows, worth };
  }
  return best.rows;
}

/** The same as the path of an SVG picture, with the quiet zone: its side and the path. */
export function picture(text) {
  const rows = matrix(text);
  let path = "";
  rows.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (dark && !row[x - 1]) path += `M${x + 4} ${y + 4}h${[...row, 0].indexOf(0, x) - x}v1H${x + 4}z`;
    }),
  );
  return { side: rows.length + 8, path };
}
