// A live pass as a QR code: 170 characters of Base45 fill version 7 at level M (45 modules), and nothing else is drawn
// here. The steps are those of ISO/IEC 18004; the names of its parts stand in the comments.
const SIZE = 45;
const DATA = 124;
const BLOCKS = 4;
const CORRECTION = 18;
const CENTRES = [6, 22, 38];
const VERSION_BITS = 0x07c94;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MASKS = [
  (x, y) => (x + y) % 2 === 0, (x, y) => y % 2 === 0, (x) => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0, (x, y) => (x * y) % 2 + (x * y) % 3 === 0,
  (x, y) => ((x * y) % 2 + (x * y) % 3) % 2 === 0, (x, y) => ((x + y) % 2 + (x * y) % 3) % 2 === 0,
];

export const MODULES = SIZE;

/** Rows of modules, true where they are dark. */
export function matrix(text) {
  const words = interleave(dataWords(text));
  const { grid, taken } = frame();
  place(grid, taken, words);
  let best;
  for (let mask = 0; mask < MASKS.length; mask++) {
    const masked = grid.map((row, y) => row.map((dark, x) => (taken[y][x] ? dark : dark !== MASKS[mask](x, y))));
    format(masked, mask);
    const penalty = penaltyOf(masked);
    if (!best || penalty < best.penalty) best = { masked, penalty };
  }
  return best.masked;
}

/** Mode, count, pairs of characters, end, and padding. */
function dataWords(text) {
  const bits = [];
  const put = (value, length) => { for (let bit = length - 1; bit >= 0; bit--) bits.push((value >> bit) & 1); };
  put(0b0010, 4);
  put(text.length, 9);
  const digits = [...text].map((character) => ALPHABET.indexOf(character));
  if (digits.includes(-1)) throw new Error("not Base45");
  for (let at = 0; at < digits.length; at += 2) {
    if (at + 1 < digits.length) put(digits[at] * 45 + digits[at + 1], 11);
    else put(digits[at], 6);
  }
  if (bits.length > DATA * 8) throw new Error("too long for this code");
  put(0, Math.min(4, DATA * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const words = [];
  for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0xec; words.length < DATA; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

/** Each block gets its correction; then the blocks are dealt out word by word. */
function interleave(data) {
  const length = DATA / BLOCKS;
  const blocks = Array.from({ length: BLOCKS }, (_, at) => data.slice(at * length, (at + 1) * length));
  const corrections = blocks.map(correction);
  const words = [];
  for (let at = 0; at < length; at++) for (const block of blocks) words.push(block[at]);
  for (let at = 0; at < CORRECTION; at++) for (const block of corrections) words.push(block[at]);
  return words;
}

function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((other >> bit) & 1) product ^= one;
  }
  return product;
}

const GENERATOR = (() => {
  const polynomial = new Array(CORRECTION).fill(0);
  polynomial[CORRECTION - 1] = 1;
  let root = 1;
  for (let degree = 0; degree < CORRECTION; degree++) {
    for (let at = 0; at < CORRECTION; at++) {
      polynomial[at] = times(polynomial[at], root) ^ (polynomial[at + 1] ?? 0);
    }
    root = times(root, 2);
  }
  return polynomial;
})();

/** Reed-Solomon: the remainder of the block divided by the generator. */
function correction(block) {
  const remainder = new Array(CORRECTION).fill(0);
  for (const word of block) {
    const factor = word ^ remainder.shift();
    remainder.push(0);
    GENERATOR.forEach((coefficient, at) => { remainder[at] ^= times(coefficient, factor); });
  }
  return remainder;
}

/** What every code of this version has: finders, timing, alignment, version; and the room that the format takes. */
function frame() {
  const grid = Array.from({ length: SIZE }, () => new Array(SIZE).fill(false));
  const taken = Array.from({ length: SIZE }, () => new Array(SIZE).fill(false));
  const set = (x, y, dark) => {
    if (x >= 0 && y >= 0 && x < SIZE && y < SIZE) { grid[y][x] = dark; taken[y][x] = true; }
  };
  for (let at = 0; at < SIZE; at++) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [cx, cy] of [[3, 3], [SIZE - 4, 3], [3, SIZE - 4]]) {
    for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      set(cx + dx, cy + dy, ring !== 2 && ring !== 4);
    }
  }
  for (const cx of CENTRES) for (const cy of CENTRES) {
    const corner = (cx === 6 && cy === 6) || (cx === 6 && cy === SIZE - 7) || (cx === SIZE - 7 && cy === 6);
    if (corner) continue;
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) {
      set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }
  }
  for (let at = 0; at < 18; at++) {
    const dark = ((VERSION_BITS >> at) & 1) === 1;
    set(SIZE - 11 + (at % 3), Math.floor(at / 3), dark);
    set(Math.floor(at / 3), SIZE - 11 + (at % 3), dark);
  }
  for (let at = 0; at < 9; at++) { taken[8][at] = true; taken[at][8] = true; }
  for (let at = 0; at < 8; at++) { taken[8][SIZE - 1 - at] = true; taken[SIZE - 1 - at][8] = true; }
  return { grid, taken };
}

/** The words in their zigzag, two columns at a time, from the lower right. */
function place(grid, taken, words) {
  let bit = 0;
  for (let right = SIZE - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let step = 0; step < SIZE; step++) {
      const y = up ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!taken[y][x] && bit < words.length * 8) {
          grid[y][x] = ((words[bit >> 3] >> (7 - (bit & 7))) & 1) === 1;
          bit++;
        }
      }
    }
  }
}

/** Level M is 00; ten bits of BCH; twice. */
function format(grid, mask) {
  let rest = mask;
  for (let at = 0; at < 10; at++) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  const bit = (at) => ((bits >> at) & 1) === 1;
  for (let at = 0; at <= 5; at++) grid[at][8] = bit(at);
  grid[7][8] = bit(6);
  grid[8][8] = bit(7);
  grid[8][7] = bit(8);
  for (let at = 9; at < 15; at++) grid[8][14 - at] = bit(at);
  for (let at = 0; at < 8; at++) grid[8][SIZE - 1 - at] = bit(at);
  for (let at = 8; at < 15; at++) grid[SIZE - 15 + at][8] = bit(at);
  grid[SIZE - 8][8] = true;
}

/** The standard's measure of what is hard to read: runs, blocks, likenesses of a finder, too much of one colour. */
function penaltyOf(grid) {
  let penalty = 0;
  let dark = 0;
  const line = (cells) => {
    for (const run of cells.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2;
    for (const finder of ["10111010000", "00001011101"]) {
      for (let at = cells.indexOf(finder); at >= 0; at = cells.indexOf(finder, at + 1)) penalty += 40;
    }
  };
  for (let at = 0; at < SIZE; at++) {
    line(grid[at].map(Number).join(""));
    line(grid.map((row) => Number(row[at])).join(""));
  }
  for (let y = 0; y < SIZE; y++) for (let x = 0; x < SIZE; x++) {
    if (grid[y][x]) dark++;
    if (x && y && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) {
      penalty += 3;
    }
  }
  return penalty + Math.floor(Math.abs(dark * 20 - SIZE * SIZE * 10) / (SIZE * SIZE)) * 10;
}
