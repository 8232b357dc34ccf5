/** Answers numbers in [0, 1). */
export type Random = () => number;

/** Numbers that are always the same for a name, whatever was drawn before: a past hour is the same on whichever day it is made. */
export function randomOf(name: string): Random {
  let [a, b, c, d] = seedOf(name);
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first few still resemble the seed.
  for (let turn = 0; turn < 8; turn += 1) next();
  return next;
}

/** cyrb128: four words that change altogether with any letter. */
function seedOf(name: string): [number, number, number, number] {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let index = 0; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597_399_067);
    b = c ^ Math.imul(b ^ code, 2_869_860_233);
    c = d ^ Math.imul(c ^ code, 951_274_213);
    d = a ^ Math.imul(d ^ code, 2_716_044_179);
  }
  return [a, b, c, d];
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Around 1; `spread` is the standard deviation of its logarithm. */
export function logNormal(random: Random, spread: number): number {
  return Math.exp(spread * normal(random) - (spread * spread) / 2);
}

/** How often something happens that happens `mean` times. */
export function poisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}

/** How many of `n` something happens to. */
export function binomial(random: Random, n: number, share: number): number {
  if (n > 200) {
    const mean = n * share;
    return Math.min(n, mean < 30 ? poisson(random, mean) : Math.max(0, Math.round(mean + Math.sqrt(mean * (1 - share)) * normal(random))));
  }
  let count = 0;
  for (let trial = 0; trial < n; trial += 1) if (random() < share) count += 1;
  return count;
}
