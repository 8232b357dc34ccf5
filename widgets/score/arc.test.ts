import { expect } from '@open-wc/testing';
import { Locale } from '../core/locale.ts';
import { addUp, arcPaths } from './arc.ts';

const DEGREE = (Math.PI / 180) * 100;

/** How many degrees of the arc a path covers, as the browser measures it. */
function degrees(d: string | undefined): number {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d ?? '');
  return d ? path.getTotalLength() / DEGREE : 0;
}

describe('the arc of the score', () => {
  it('gives each part the length of its weight, with gaps of their own between them', () => {
    const tracks = arcPaths([0.5, 0.3, 0.2].map((weight) => ({ weight, filled: 1 }))).map(({ track }) => degrees(track));

    const whole = 230 - 2 * 3.2;
    [0.5, 0.3, 0.2].forEach((weight, index) => expect(tracks[index]).to.be.closeTo(whole * weight, 0.1));
  });

  it('fills as much of a part as is reached, and nothing of one that is not known', () => {
    const [half, none, unknown, over] = arcPaths([0.5, 0, null, 1.7].map((filled) => ({ weight: 0.25, filled })));

    expect(degrees(half!.fill)).to.be.closeTo(degrees(half!.track) / 2, 0.1);
    expect([none!.fill, unknown!.fill]).to.deep.equal([undefined, undefined]);
    expect(over!.fill, 'never past its end').to.equal(over!.track);
  });

  it('is one long arc where one part is all there is, and leaves out what has no weight', () => {
    const paths = arcPaths([{ weight: 0, filled: 1 }, { weight: 2, filled: 0.9 }]);

    expect(paths).to.have.length(1);
    expect(degrees(paths[0]!.track)).to.be.closeTo(230, 0.1);
    expect(degrees(paths[0]!.fill)).to.be.closeTo(207, 0.1);
  });

  it('opens downwards, from the left to the right', () => {
    const [first, last] = arcPaths([1, 1].map((weight) => ({ weight, filled: 1 })));
    const ends = (d: string) => [...d.matchAll(/(-?[\d.]+) (-?[\d.]+)(?=A|$)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const [from] = ends(first!.track);
    const to = ends(last!.track).at(-1);

    expect(from![1], 'level').to.be.closeTo(to![1], 0.1);
    expect(from![1], 'below the middle').to.be.above(118);
    expect(from![0] + to![0], 'mirrored').to.be.closeTo(240, 0.1);
  });
});

describe('addUp', () => {
  /** A hundred lists would be the same on every run. */
  function* random(seed: number): Generator<number, never> {
    let state = seed;
    for (;;) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      yield state / 2 ** 32;
    }
  }

  const locale = Locale.of('en');
  const tenths = (value: number) => Math.round(Number(locale.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace('−', '-')) * 10);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it('makes what is read add up to the sum that is read, over 200 lists', () => {
    const next = random(20_251_124);
    for (let list = 0; list < 200; list += 1) {
      const values = Array.from({ length: 1 + Math.floor(next.next().value * 6) }, () => (next.next().value - 0.5) * 40);
      const shown = addUp(values);

      expect(sum(shown.map(tenths)), values.join(', ')).to.equal(tenths(sum(values)));
      shown.forEach((each, index) => expect(Math.abs(each - values[index]!), values.join(', ')).to.be.below(0.1));
    }
  });

  it('writes halves as the sum writes them, gains and losses alike', () => {
    for (const values of [[1.25, 1], [-1.25, -1], [-0.25], [0.25], [-2.5, 2.25]]) expect(sum(addUp(values).map(tenths)), values.join(', ')).to.equal(tenths(sum(values)));
  });

  it('leaves alone what adds up already, and the order as it was', () => {
    expect(addUp([3.3, 2, -0.9, 0.6])).to.deep.equal([3.3, 2, -0.9, 0.6]);
    expect(addUp([])).to.deep.equal([]);
  });
});
