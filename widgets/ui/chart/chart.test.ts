import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Locale } from '../../core/locale.ts';
import { tokens } from '../../core/theme/tokens.ts';
import { crest, type ChartData } from './chart-data.ts';
import './chart.ts';
import type { Chart } from './chart.ts';

const data: ChartData = {
  name: 'Visitas por dia',
  days: ['2025-11-01', '2025-11-02', '2025-11-03', '2025-11-04', '2025-11-05'],
  unit: 'count',
  currency: 'BRL',
  main: { name: 'nov.', values: [10, null, 30, 20, null] },
  compare: { name: 'out.', values: [5, 6, 7, 8, 9] },
  target: { name: 'meta 25', value: 25 },
};

/** A chart in a box of a given width, with the tokens that a widget hands down. */
async function chart(change: Partial<ChartData> = {}, width = 480, locale = Locale.of('pt-BR')): Promise<Chart> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  Object.assign(box.style, { inlineSize: `${width}px`, fontSize: '16px', colorScheme: 'light' });
  const root = box.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [tokens.styleSheet!];
  const element = Object.assign(document.createElement('arco-ui-chart') as Chart, { data: { ...data, ...change }, locale });
  root.append(element);
  await drawn(element);
  return element;
}

async function drawn(element: Chart): Promise<void> {
  await element.updateComplete;
  for (let turn = 0; turn < 50 && !element.shadowRoot!.querySelector('canvas'); turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 20));
}

const find = <E extends HTMLElement>(element: Chart, selector: string) => element.shadowRoot!.querySelector<E>(selector);
const text = (element: Chart, selector: string) => find(element, selector)?.innerText.replace(/\s+/g, ' ').trim();

/** How many pixels of a color stand in a column of the plot. */
function inked(element: Chart, at: number, [red, green, blue]: [number, number, number]): number {
  const canvas = find<HTMLCanvasElement>(element, 'canvas')!;
  const over = find(element, '.u-over')!;
  const ratio = canvas.width / canvas.clientWidth;
  const x = Math.round((over.offsetLeft + over.offsetWidth * at) * ratio);
  const { data: pixels } = canvas.getContext('2d')!.getImageData(x, 0, 1, canvas.height);
  let count = 0;
  for (let index = 0; index < pixels.length; index += 4) {
    const near = [red, green, blue].every((value, offset) => Math.abs(value - pixels[index + offset]!) < 24);
    if (near && pixels[index + 3]! > 200) count += 1;
  }
  return count;
}

/** How many pixels stand out in a column of the plot, whatever their color. */
function drawnOn(element: Chart, at: number): number {
  const canvas = find<HTMLCanvasElement>(element, 'canvas')!;
  const over = find(element, '.u-over')!;
  const ratio = canvas.width / canvas.clientWidth;
  const x = Math.round((over.offsetLeft + over.offsetWidth * at) * ratio);
  const top = over.offsetTop * ratio;
  const { data: pixels } = canvas.getContext('2d')!.getImageData(x, top, 1, over.offsetHeight * ratio);
  return pixels.filter((value, index) => index % 4 === 3 && value > 60).length;
}

const accent: [number, number, number] = [0x4a, 0x3f, 0xcf];

describe('<arco-ui-chart>', function () {
  // Chunks are fetched and pages audited in here, on whatever machine there is.
  this.timeout(10_000);

  it('draws the line, and leaves a gap where a day is missing', async () => {
    const element = await chart({ compare: undefined, target: undefined });

    expect(inked(element, 0.62, accent), 'between two days with data').to.be.above(0);
    expect(inked(element, 0.25, accent), 'on a day without').to.equal(0);
    expect(inked(element, 0, accent), 'on a day between gaps').to.be.above(2);
    await expect(element).to.be.accessible();
  });

  it('is named by what it shows, in words', async () => {
    const element = await chart();

    expect(find(element, '.plot')!.getAttribute('aria-label')).to.equal('Visitas por dia, 1–5 nov. Menor: 10 em 1 nov. Maior: 30 em 3 nov. Último: 20.');
  });

  it('is read day by day with the arrow keys', async () => {
    const element = await chart();
    find(element, '.plot')!.focus();
    const live = () => find(element, '[aria-live]')!.textContent;

    await sendKeys({ press: 'ArrowRight' });
    expect(live()).to.match(/^sáb\., 1 nov\., nov\. 10, out\. 5$/);
    expect(text(element, '.tip')).to.match(/^sáb\., 1 nov\. nov\. 10 out\. 5$/);

    await sendKeys({ press: 'ArrowRight' });
    expect(live()).to.contain('sem dados');
    await sendKeys({ press: 'End' });
    expect(live()).to.contain('5 nov.');
    await sendKeys({ press: 'ArrowLeft' });
    expect(live()).to.contain('4 nov.').and.to.contain('20');
    await sendKeys({ press: 'Home' });
    await sendKeys({ press: 'ArrowLeft' });
    expect(live()).to.contain('1 nov.');

    find(element, '.plot')!.blur();
    await element.updateComplete;
    expect(find(element, '.tip')!.hidden).to.equal(true);
  });

  it('keeps its tip inside the chart and off the line', async () => {
    const element = await chart();
    const plot = find(element, '.plot')!;
    plot.focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'End']) {
      await sendKeys({ press: key });
      const [tip, box] = [find(element, '.tip')!, plot].map((each) => each.getBoundingClientRect());
      expect(tip!.left).to.be.at.least(box!.left - 1);
      expect(tip!.right).to.be.at.most(box!.right + 1);
    }
  });

  it('shows the same figures as a table', async () => {
    const element = await chart({ more: [{ name: 'No dia', values: [1, 2, 3, 4, 5] }] });
    const height = element.clientHeight;
    find(element, 'button')!.click();
    await element.updateComplete;

    expect(text(element, 'thead')).to.equal('Dia nov. out. No dia');
    expect(text(element, 'tbody tr:nth-child(2)')).to.equal('2 nov. – 6 2');
    expect(element.shadowRoot!.querySelectorAll('tbody tr')).to.have.length(5);
    expect(find(element, 'button')!.innerText).to.equal('Ver como gráfico');
    expect(element.clientHeight).to.be.at.most(height);
    await expect(element).to.be.accessible();

    find(element, 'button')!.click();
    await drawn(element);
    expect(find(element, 'canvas')).to.exist;
  });

  it('explains its lines only where there is more than one', async () => {
    const [one, two] = [await chart({ compare: undefined }), await chart()];

    expect(one.shadowRoot!.querySelectorAll('.legend')).to.have.length(0);
    expect(text(two, '.legend')).to.equal('nov. out.');
  });

  it('is drawn only once it has a width, and again when that changes, without moving what is below', async () => {
    const element = await chart({}, 0);
    expect(element.shadowRoot!.querySelectorAll('canvas')).to.have.length(0);
    const height = find(element, '.plot')!.offsetHeight;

    const box = (element.getRootNode() as ShadowRoot).host as HTMLElement;
    box.style.inlineSize = '600px';
    await drawn(element);
    expect(find(element, 'canvas')!.clientWidth).to.equal(600);

    box.style.inlineSize = '320px';
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(find(element, 'canvas')!.clientWidth).to.equal(320);
    expect(height).to.be.above(0);
  });

  it('follows a change of the theme', async () => {
    const element = await chart({ compare: undefined, target: undefined });
    const box = (element.getRootNode() as ShadowRoot).host as HTMLElement;

    box.style.colorScheme = 'dark';
    for (let turn = 0; turn < 50 && inked(element, 0.62, [0xa9, 0xa2, 0xff]) === 0; turn += 1) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(inked(element, 0.62, [0xa9, 0xa2, 0xff])).to.be.above(0);
    expect(inked(element, 0.62, accent)).to.equal(0);
  });

  it('shows where the figure is heading as a range', async () => {
    const cone = (end: number) => [null, null, null, 20, end];
    const element = await chart({ compare: undefined, projection: { name: 'Projeção', low: cone(22), expected: cone(25), high: cone(28) } });
    find(element, '.plot')!.focus();
    await sendKeys({ press: 'End' });

    expect(text(element, '.tip')).to.match(/Projeção 5 nov\. entre 22 e 28$/);
    expect(text(element, '.legend')).to.equal('nov. Projeção');
  });

  it('marks what happened on a day, and says it there', async () => {
    const plain = { compare: undefined, target: undefined };
    const [bare, element] = [await chart(plain), await chart({ ...plain, notes: [{ day: '2025-11-02', text: 'Pesos novos' }] })];

    expect(drawnOn(element, 0.25) - drawnOn(bare, 0.25), 'a dotted line from top to bottom').to.be.above(20);
    expect(drawnOn(element, 0.6) - drawnOn(bare, 0.6), 'on no other day').to.be.below(5);

    find(element, '.plot')!.focus();
    await sendKeys({ press: 'Home' });
    expect(text(element, '.tip')).to.equal('sáb., 1 nov. nov. 10');
    await sendKeys({ press: 'ArrowRight' });
    expect(text(element, '.tip')).to.equal('dom., 2 nov. nov. sem dados Pesos novos');
    expect(find(element, '[aria-live]')!.textContent!.trim()).to.equal('dom., 2 nov., nov. sem dados, Pesos novos');
    await expect(element).to.be.accessible();
  });

  it('knows how high it is drawn on each day', () => {
    const cone = (end: number) => [null, 20, null, null, end];

    expect(crest({ ...data, compare: undefined, projection: { name: '', low: cone(22), expected: cone(26), high: cone(32) } })).to.deep.equal([10, 20, 30, 28, 32]);
    expect(crest(data)).to.deep.equal([10, 6, 30, 20, 9]);
  });

  it('speaks English', async () => {
    const element = await chart({}, 480, Locale.of('en'));

    expect(text(element, 'button')).to.equal('View as table');
    expect(find(element, '.plot')!.getAttribute('aria-label')).to.contain('Lowest: 10 on Nov 1.');
  });
});
