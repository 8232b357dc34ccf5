import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { Locale } from '../../core/locale.ts';
import { tokens } from '../../core/theme/tokens.ts';
import base from '../../core/widget.styles.ts';
import skeletonStyles from '../skeleton/skeleton.styles.ts';
import { skeletonArc, skeletonFigure, skeletonLines, skeletonRows } from '../skeleton/skeleton.ts';
import { spark, type Point } from '../spark/spark.ts';
import { find, findAll } from '../../test/stage.ts';
import styles from './stat.styles.ts';
import { stat } from './stat.ts';

/** A card as a widget has it. */
class Card extends LitElement {
  static override readonly styles = [tokens, base, styles, skeletonStyles];
  draw = (): TemplateResult => html``;

  protected override render(): TemplateResult {
    return html`<div class="w"><div part="card"><div part="body">${this.draw()}</div></div></div>`;
  }
}

customElements.define('test-card', Card);

async function card(draw: () => TemplateResult, width = 320): Promise<Card> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  Object.assign(box.style, { inlineSize: `${width}px`, colorScheme: 'light', font: '16px sans-serif' });
  const element = Object.assign(document.createElement('test-card') as Card, { draw });
  box.append(element);
  await element.updateComplete;
  return element;
}

const locale = Locale.of('pt-BR');
const run: Point[] = [1, 2, 3].map((day) => [Date.UTC(2025, 10, day), day * 10]);

function revenue(): TemplateResult {
  return html`<dl>
    ${stat({
      label: 'Receita gerada por campanhas',
      figure: locale.parts(4_320_000, 'money'),
      change: { text: '+23,1 %', spoken: 'Subiu 23,1 %', sign: 1, tone: 'good' },
      base: 'vs. 1–23 out.',
      spark: spark(run, run[0]![0], run[2]![0], (low, high) => `De ${low} a ${high}`),
    })}
    ${stat({ label: 'Custo por lead', figure: locale.parts(null, 'money'), base: 'Nenhum lead no período' })}
  </dl>`;
}

describe('stat', () => {
  it('is a name and its figure, with its change and its run', async () => {
    const element = await card(revenue);
    expect(findAll(element, 'dt').map(({ innerText }) => innerText)).to.deep.equal(['Receita gerada por campanhas', 'Custo por lead']);
    expect(find(element, '[part=figure]')!.innerText.replace(/\s/g, ' ')).to.equal('R$ 43,2 mil');
    expect(find(element, '[part=delta]')!.getAttribute('aria-label')).to.equal('Subiu 23,1 %');
    expect(find(element, '[part=spark]')!.getAttribute('aria-label')).to.equal('De 10 a 30');
    await expect(element).to.be.accessible();
  });

  it('draws a dash, and neither change nor run, where there is nothing', async () => {
    const last = findAll(await card(revenue), '.stat')[1]!;
    expect(last.querySelector('[part=figure]')!.textContent).to.equal('–');
    expect(last.querySelectorAll('[part=delta], [part=spark]')).to.have.length(0);
    expect(last.textContent).to.contain('Nenhum lead no período');
  });

  it('never cuts the figure in a card of 160 pixels', async () => {
    const element = await card(revenue, 160);
    const frame = find(element, '[part=card]')!.getBoundingClientRect();
    for (const figure of findAll(element, '[part=figure]')) {
      const range = document.createRange();
      range.selectNodeContents(figure);
      const { right, height } = range.getBoundingClientRect();
      expect(right).to.be.at.most(frame.right);
      expect(height).to.be.below(40);
    }
  });
});

describe('skeletons', () => {
  it('have the shapes of what they stand for, and fit a card of 160 pixels', async () => {
    const element = await card(() => html`${skeletonFigure()}${skeletonLines(3)}${skeletonRows(2)}${skeletonArc()}`, 160);
    const frame = find(element, '[part=card]')!.getBoundingClientRect();
    const shapes = findAll(element, '.sk');
    expect(shapes).to.have.length(3 + 3 + 2 + 1);
    for (const shape of shapes) {
      const { left, right, height } = shape.getBoundingClientRect();
      expect(left).to.be.at.least(frame.left);
      expect(right).to.be.at.most(frame.right);
      expect(height).to.be.above(10);
    }
    const [first, , last] = findAll(element, '.sk-lines .sk');
    expect(last!.offsetWidth).to.be.below(first!.offsetWidth);
    await expect(element).to.be.accessible();
  });
});
