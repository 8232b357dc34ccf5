import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Traffic } from '../../server/modules/traffic/traffic.schema.ts';
import { DataElement } from '../ui/element/data-element.ts';
import '../ui/menu/menu.ts';
import { csv } from './csv.ts';
import { seriesOf } from './series.ts';
import { countOf, type TrafficBreakdown } from './traffic-breakdown.ts';
import { trafficPartsTexts, type TrafficPartsTexts } from './traffic-parts.texts.ts';
import { linkTo, type TrafficView } from './traffic-view.ts';
import { wordOf } from './traffic-words.ts';

/** What can be taken away of a card of traffic: its days, its table, its picture, and a link that shows it again; and how it is counted. */
export class TrafficExport extends DataElement {
  static override readonly tag = 'arco-ui-traffic-export';
  static override readonly texts = [trafficPartsTexts];

  @property({ attribute: false }) view!: TrafficView;
  @property({ attribute: false }) data!: Traffic;
  @property({ attribute: false }) compare: 'previous' | 'year' = 'previous';
  /** The chart of the card. */
  @property({ attribute: false }) chart!: () => Element | null;

  @state() private said = '';
  @state() private setting = false;

  protected override render(): TemplateResult {
    const { csv: days, table, png, link, save, settings } = this.#texts;
    const items = [
      { id: 'link', label: link },
      { id: 'days', label: days },
      { id: 'table', label: table },
      { id: 'png', label: png },
      ...(this.data.canEdit ? [{ id: 'settings', label: settings }] : []),
    ];
    return html`<arco-ui-menu label=${save} .items=${items} .locale=${this.locale} @pick=${this.#pick}></arco-ui-menu>
      <span class="sr" role="status">${this.said}</span>
      ${this.setting
        ? html`<arco-ui-traffic-settings .api=${this.api} .mock=${this.mock} .locale=${this.locale} @saved=${() => this.#tellSaved()} @close=${() => (this.setting = false)}></arco-ui-traffic-settings>`
        : nothing}`;
  }

  async #pick({ detail }: CustomEvent<string>): Promise<void> {
    this.said = '';
    if (detail === 'link') await this.#copy();
    if (detail === 'days') this.#saveDays();
    if (detail === 'table') this.#saveTable();
    if (detail === 'png') await this.#savePicture();
    if (detail === 'settings') await this.#openSettings();
  }

  async #openSettings(): Promise<void> {
    try {
      await import('./traffic-settings.ts');
      this.setting = true;
    } catch {
      this.said = this.#texts.failed;
    }
  }

  #tellSaved(): void {
    this.said = this.#texts.saved;
    this.dispatchEvent(new Event('saved'));
  }

  async #copy(): Promise<void> {
    const link = linkTo(this.view, location.href);
    try {
      await navigator.clipboard.writeText(link);
      this.said = this.#texts.copied;
    } catch {
      history.replaceState(history.state, '', link);
      this.said = this.#texts.notCopied;
    }
  }

  #saveDays(): void {
    const { days, main, compare, more = [], unit } = seriesOf(this.data, this.compare, this.locale);
    const columns = [main, ...(compare ? [compare] : []), ...more];
    const plain = (value: number | null) => (value === null ? null : unit === 'money' ? value / 100 : value);
    const rows = days.map((day, index) => [day, ...columns.map(({ values }) => plain(values[index] ?? null))]);
    this.#download('csv', csv([[this.#texts.day, ...columns.map(({ name }) => name)], ...rows]));
  }

  #saveTable(): void {
    const texts = this.#texts;
    const shown = this.chart()?.getRootNode() as ShadowRoot | undefined;
    const table = shown?.querySelector<TrafficBreakdown>('arco-ui-traffic-breakdown')?.shown;
    if (!table) return;
    const { dimension, rows } = table;
    const counted = countOf(dimension);
    const head = [texts.tab[dimension], dimension === 'page' ? texts.views : texts.visits, texts.conversion, texts.bounce, texts.time];
    const lines = rows.map((row) => [wordOf({ dimension, value: row.value }, this.locale), counted(row), row.conversionRate, row.bounceRate, row.avgSessionSeconds]);
    this.#download('csv', csv([head, ...lines]), dimension);
  }

  /** The chart as it stands, on the ground of the card: a canvas by itself has none. */
  async #savePicture(): Promise<void> {
    const chart = this.chart()?.shadowRoot?.querySelector('arco-ui-chart');
    const drawn = chart?.shadowRoot?.querySelector('canvas');
    if (!drawn) {
      this.said = this.#texts.noChart;
      return;
    }
    const picture = document.createElement('canvas');
    Object.assign(picture, { width: drawn.width, height: drawn.height });
    const context = picture.getContext('2d')!;
    const card = this.closest('[part=card]') ?? this;
    context.fillStyle = getComputedStyle(card).backgroundColor;
    context.fillRect(0, 0, picture.width, picture.height);
    context.drawImage(drawn, 0, 0);
    const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
    if (blob) this.#download('png', blob);
  }

  #download(type: 'csv' | 'png', content: BlobPart, part = ''): void {
    const { metric, from, to } = this.view;
    const url = URL.createObjectURL(new Blob([content], { type: type === 'csv' ? 'text/csv;charset=utf-8' : 'image/png' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: `${['arco', part || metric, from, to].join('-')}.${type}` });
    link.click();
    // Some browsers begin to read only after the click is over.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  get #texts(): TrafficPartsTexts {
    return this.locale.texts(trafficPartsTexts);
  }
}

TrafficExport.register();
