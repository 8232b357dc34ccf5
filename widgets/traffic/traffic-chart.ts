import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Traffic } from '../../server/modules/traffic/traffic.schema.ts';
import '../ui/chart/chart.ts';
import { UiElement } from '../ui/element/element.ts';
import { seriesOf } from './series.ts';
import { trafficPartsTexts } from './traffic-parts.texts.ts';

/** The days of a card of traffic, as a chart and as a table. */
export class TrafficChart extends UiElement {
  static override readonly tag = 'arco-ui-traffic-chart';
  static override readonly texts = [trafficPartsTexts];
  static override readonly styles = [
    UiElement.styles,
    css`
      :host {
        --_chart-height: 220px;
      }
    `,
  ];

  @property({ attribute: false }) data!: Traffic;
  @property({ attribute: false }) compare: 'previous' | 'year' = 'previous';

  protected override render(): TemplateResult | typeof nothing {
    const series = seriesOf(this.data, this.compare, this.locale);
    // A period may begin where the reader is and not yet where the client is: there is no day to draw.
    return series.days.length > 0 ? html`<arco-ui-chart .data=${series} .locale=${this.locale}></arco-ui-chart>` : nothing;
  }
}

TrafficChart.register();
