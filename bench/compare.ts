export interface Contestant {
  name: string;
  /** One run, and its figure. */
  run: () => Promise<number>;
}

export interface Outcome {
  /** Of each interleaved pair of runs, ours over the reference. */
  ratios: number[];
  median: number;
}

interface Options {
  runs?: number;
  unit?: string;
  /** Which figure is better, as is said beside the ratio. */
  better?: 'higher' | 'lower';
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
export const medianOf = (values: readonly number[]) => sorted(values)[Math.floor(values.length / 2)]!;

/** Runs both in turn, the order reversed each time, and prints the ratio of ours to the reference: median and spread. */
export async function compare(ours: Contestant, reference: Contestant, { runs = 5, unit = '', better = 'higher' }: Options = {}): Promise<Outcome> {
  const figures: { ours: number; reference: number }[] = [];
  for (let round = 0; round < runs; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'reference'] as const) : (['reference', 'ours'] as const);
    const figure = { ours: 0, reference: 0 };
    for (const who of order) figure[who] = await (who === 'ours' ? ours : reference).run();
    figures.push(figure);
  }
  const ratios = figures.map((figure) => figure.ours / figure.reference);
  const median = medianOf(ratios);
  const print = (value: number) => value.toFixed(value < 10 ? 2 : 0);
  console.log(`  ${ours.name}: ${print(medianOf(figures.map((figure) => figure.ours)))}${unit}`);
  console.log(`  ${reference.name}: ${print(medianOf(figures.map((figure) => figure.reference)))}${unit}`);
  console.log(`  ratio ${median.toFixed(2)} (${sorted(ratios).map((ratio) => ratio.toFixed(2)).join(' ')}), ${better} is better`);
  return { ratios, median };
}
