import { html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type uPlot from 'uplot';
import { UiElement } from '../element/element.ts';
import { table } from '../table/table.ts';
import { crest, type ChartData } from './chart-data.ts';
import styles from './chart.styles.ts';
import { chartTexts } from './chart.texts.ts';
import { forcedInks, inks, plot, type PlotOptions } from './plot.ts';

const GAP = 12;
// Where a key goes from a day; with no day yet, from beside the end it comes from.
const steps: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * A line over days, with what it is compared with, its target and its projection. It can be read without seeing it:
 * a summary names it, the arrow keys walk over its days, and the same figures are in a table.
 */
export class Chart extends UiElement {
  static override readonly tag = 'arco-ui-chart';
  static override readonly texts = [chartTexts];
  static override readonly styles = [UiElement.styles, styles];

  @property({ attribute: false }) data!: ChartData;

  @state() private asTable = false;
  @state() private cursor: number | null = null;
  @state() private spoken = '';

  @query('.box') private readonly box!: HTMLElement | null;
  @query('.probe') private readonly probe!: HTMLElement;
  @query('.tip') private readonly tip!: HTMLElement | null;

  #plot: uPlot | undefined;
  // Drawn when the box gets a width, and again when that changes: never before it is known.
  readonly #resizes = new ResizeObserver(() => this.#draw());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#erase();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('asTable') || !this.hasUpdated) this.#resizes.disconnect();
    if (this.box) this.#resizes.observe(this.box);
    if (changed.has('data') || changed.has('locale')) this.#draw();
    this.#placeTip();
  }

  protected override render(): TemplateResult {
    const texts = this.locale.texts(chartTexts);
    return html`
      <i class="probe" @transitionend=${this.#draw}></i>
      ${this.asTable ? this.#renderTable() : this.#renderPlot()}
      <button class="lnk" type="button" @click=${() => (this.asTable = !this.asTable)}>${this.asTable ? texts.chart : texts.table}</button>
    `;
  }

  #renderPlot(): TemplateResult {
    const texts = this.locale.texts(chartTexts);
    return html`
      <div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${texts.role}
        aria-label=${this.#summary}
        aria-describedby="keys"
        @keydown=${this.#onKeydown}
        @blur=${() => this.#moveTo(null)}
      >
        <div class="box" aria-hidden="true"></div>
        <div class="tip" aria-hidden="true" ?hidden=${this.cursor === null}>${this.cursor === null ? nothing : this.#renderDay(this.cursor)}</div>
      </div>
      <p id="keys" class="sr">${texts.keys}</p>
      <p class="sr" aria-live="polite">${this.spoken}</p>
      ${this.#renderLegend()}
    `;
  }

  #renderDay(index: number): TemplateResult {
    const [day, ...rows] = this.#read(index);
    return html`<b>${day}</b>${rows.map(([name, value]) => html`<div>${name} <b>${value}</b></div>`)}`;
  }

  #renderLegend(): TemplateResult | typeof nothing {
    // The target is named on its own line.
    const { main, compare, projection } = this.data;
    if (!compare && !projection) return nothing;
    const line = (kind: string) => svg`<path class=${kind} d="M0 5h18"/>`;
    const key = (kind: string, name: string | undefined, shape = line(kind)) =>
      name === undefined ? nothing : html`<li><svg class="key ${kind}" viewBox="0 0 18 10" aria-hidden="true">${shape}</svg>${name}</li>`;
    return html`<ul class="legend">
      ${key('main', main.name)} ${key('compare', compare?.name)}
      ${key('projection', projection?.name, svg`<path class="fill" d="M0 0h18v10H0z"/>${line('expected')}`)}
    </ul>`;
  }

  #renderTable(): TemplateResult {
    const texts = this.locale.texts(chartTexts);
    const { name, days, main, compare, more = [] } = this.data;
    const columns = [main, ...(compare ? [compare] : []), ...more];
    return table({
      caption: name,
      columns: [texts.day, ...columns.map((column) => column.name)],
      rows: days.map((day, index) => [this.locale.date(day), ...columns.map(({ values }) => this.#write(values[index] ?? null))]),
    });
  }

  get #summary(): string {
    const texts = this.locale.texts(chartTexts);
    const { name, days, main } = this.data;
    const known = main.values.flatMap((value, index) => (value === null ? [] : [{ value, day: this.locale.date(days[index]!) }]));
    const about = `${name}, ${this.locale.range(days[0]!, days.at(-1)!)}`;
    if (!known.length) return sentences(about, texts.none);
    const low = known.reduce((least, each) => (each.value < least.value ? each : least));
    const high = known.reduce((most, each) => (each.value > most.value ? each : most));
    return sentences(
      about,
      texts.lowest(this.#write(low.value), low.day),
      texts.highest(this.#write(high.value), high.day),
      texts.latest(this.#write(known.at(-1)!.value)),
    );
  }

  /** What a day says: its name, then each series that has something there. */
  #read(index: number): [day: string, ...rows: [name: string, value: string][]] {
    const texts = this.locale.texts(chartTexts);
    const { days, main, compare, projection } = this.data;
    const value = main.values[index] ?? null;
    const rows: [string, string][] = [];
    const end = days.length - 1;
    const isAhead = projection && index > main.values.findLastIndex((known) => known !== null);
    // Of the days to come only the last was projected: what is drawn before it is the way there.
    if (isAhead) rows.push([`${projection.name} ${this.locale.date(days[end]!)}`, texts.between(this.#write(projection.low[end]!), this.#write(projection.high[end]!))]);
    else rows.push([main.name, value === null ? texts.none : this.#write(value)]);
    const compared = compare?.values[index] ?? null;
    if (compare && compared !== null) rows.push([compare.name, this.#write(compared)]);
    for (const { day, text } of this.data.notes ?? []) if (day === days[index]) rows.push([text, '']);
    return [this.locale.date(days[index]!, 'weekday'), ...rows];
  }

  #write(value: number | null): string {
    return this.locale.value(value, this.data.unit, this.data.currency);
  }

  #onKeydown(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const last = this.data.days.length - 1;
    const index = Math.max(0, Math.min(last, step(this.cursor ?? (event.key === 'ArrowLeft' ? last + 1 : -1), last)));
    this.#moveTo(index);
    const [day, ...rows] = this.#read(index);
    this.spoken = [day, ...rows.map((row) => row.join(' '))].join(', ');
  }

  #moveTo(index: number | null): void {
    this.#plot?.setCursor({ left: index === null ? -10 : this.#plot.valToPos(index, 'x'), top: 0 });
    this.cursor = index;
  }

  /** Beside the day and above the line, on the side where the line leaves more room. */
  #placeTip(): void {
    const { cursor, tip } = this;
    const chart = this.#plot;
    if (cursor === null || !tip || !chart) return;
    const { offsetLeft, offsetTop, offsetWidth } = chart.over;
    const at = offsetLeft + chart.valToPos(cursor, 'x');
    const room = ([at - tip.offsetWidth - GAP, at + GAP] as const).map((left) => {
      const [from, to] = [left, left + tip.offsetWidth].map((edge) => chart.posToVal(edge - offsetLeft, 'x'));
      const below = crest(this.data).flatMap((value, day) => (value === null || day < from! - 1 || day > to! + 1 ? [] : [chart.valToPos(value, 'y')]));
      const fits = left >= 0 && left + tip.offsetWidth <= offsetLeft + offsetWidth;
      return { left, top: offsetTop + Math.min(chart.over.offsetHeight, ...below) - tip.offsetHeight - GAP, fits };
    });
    const [before, after] = room as [(typeof room)[0], (typeof room)[0]];
    const { left, top } = before.fits && (before.top >= after.top || !after.fits) ? before : after;
    tip.style.setProperty('transform', `translate(${Math.max(0, Math.round(left))}px, ${Math.max(0, Math.round(top))}px)`);
  }

  #draw(): void {
    this.#erase();
    const { box, data, locale } = this;
    if (!box?.clientWidth || !data) return;
    const { font, colors } = this.#resolve();
    this.#plot = plot(box, { data, locale, colors, font, onCursor: (index) => (this.cursor = index) });
  }

  /** What the theme says, as a canvas takes it. */
  #resolve(): Pick<PlotOptions, 'colors' | 'font'> {
    const probe = this.probe.cloneNode() as HTMLElement;
    probe.style.setProperty('transition', 'none');
    this.renderRoot.append(probe);
    const style = getComputedStyle(probe);
    const colors = { ...(matchMedia('(forced-colors: active)').matches ? forcedInks : inks) };
    for (const name of Object.keys(colors) as (keyof typeof colors)[]) {
      probe.style.setProperty('color', colors[name]);
      colors[name] = style.color;
    }
    const font = { size: Number.parseFloat(style.fontSize), family: style.fontFamily };
    probe.remove();
    return { colors, font };
  }

  #erase(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }
}

/** A shortened month ends with the dot that would end its sentence. */
const sentences = (...texts: string[]): string => texts.map((text) => (text.endsWith('.') ? text : `${text}.`)).join(' ');

Chart.register();
