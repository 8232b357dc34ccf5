/**
 * How many different things were seen, in 2 KB however many: HyperLogLog with 2^11 registers, whose standard error is
 * 1.04 ÷ √2048 = 2.3 %. Sketches of several days merge into that of all of them, which counts nobody twice.
 * Sources: Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation
 * algorithm" (2007); Ertl, "New cardinality estimation algorithms for HyperLogLog sketches" (2017), whose estimate needs no
 * correction where the registers begin to fill.
 */
export type Sketch = Uint8Array;

const PRECISION = 11;
const REGISTERS = 1 << PRECISION;
/** Ranks go to one more than the bits that they are counted in. */
const BITS = 32;

export const emptySketch = (): Sketch => new Uint8Array(REGISTERS);

/** Adds what has this id, a UUID; once or many times is the same. */
export function addTo(sketch: Sketch, uuid: string): void {
  const digits = uuid.replaceAll('-', '');
  const words = [0, 8, 16, 24].map((at) => Number.parseInt(digits.slice(at, at + 8), 16));
  // Some bits of a UUID say its version: all of them are stirred into both words, each in its own order.
  const [a, b, c, d] = words as [number, number, number, number];
  const high = stir(a ^ stir(b ^ stir(c ^ stir(d ^ 0x9e3779b9))));
  const low = stir(d ^ stir(c ^ stir(b ^ stir(a ^ 0x85ebca6b))));
  const register = high >>> (32 - PRECISION);
  const rank = Math.clz32(low) + 1;
  if (rank > sketch[register]!) sketch[register] = rank;
}

/** The last step of MurmurHash3: each bit of the word moves half of the others. */
function stir(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function mergeInto(sketch: Sketch, other: Sketch): void {
  for (let register = 0; register < REGISTERS; register += 1) {
    if (other[register]! > sketch[register]!) sketch[register] = other[register]!;
  }
}

/** About how many different things were added. */
export function countOf(sketch: Sketch): number {
  const ranks = new Uint32Array(BITS + 2);
  for (const rank of sketch) ranks[rank]! += 1;
  let sum = REGISTERS * tau(1 - ranks[BITS + 1]! / REGISTERS);
  for (let rank = BITS; rank > 0; rank -= 1) sum = (sum + ranks[rank]!) / 2;
  sum += REGISTERS * sigma(ranks[0]! / REGISTERS);
  return Math.round((REGISTERS * REGISTERS) / (2 * Math.LN2 * sum));
}

/** Of the share of registers that are empty: x + Σ x^(2^k) · 2^(k−1). */
function sigma(share: number): number {
  if (share === 1) return Infinity;
  let [power, weight, sum, former] = [share, 1, share, -1];
  while (sum !== former) {
    power *= power;
    former = sum;
    sum += power * weight;
    weight *= 2;
  }
  return sum;
}

/** Of the share of registers that are not full: (1 − x − Σ (1 − x^(2^−k))² · 2^−k) ÷ 3. */
function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [root, weight, sum, former] = [share, 1, 1 - share, -1];
  while (sum !== former) {
    root = Math.sqrt(root);
    former = sum;
    weight /= 2;
    sum -= (1 - root) ** 2 * weight;
  }
  return sum / 3;
}
