import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Text } from '../../server/core/input.ts';
import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Metric } from '../../server/modules/metrics/metrics.schema.ts';
import { Query } from '../core/query.ts';
import { Widget, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import type { Day, Window } from '../ui/days/days.ts';
import { localToday, startOf, type Period } from '../ui/days/start.ts';
import { metricChange } from '../ui/delta/change.ts';
import deltaStyles from '../ui/delta/delta.styles.ts';
import { delta } from '../ui/delta/delta.ts';
import { explainButton } from '../ui/explain/explain-button.ts';
import figureStyles from '../ui/figure/figure.styles.ts';
import { figure } from '../ui/figure/figure.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import sparkStyles from '../ui/spark/spark.styles.ts';
import { DAY, spark, type Point } from '../ui/spark/spark.ts';
import styles from './metrics.styles.ts';
import { metricsTexts, type MetricsTexts } from './metrics.texts.ts';

/**
 * One figure of a period, its change against the equal period before, and its run over the days.
 *
 * @tag arco-metric
 *
 * @csspart figure - The figure.
 * @csspart delta - Its change, with an arrow.
 * @csspart versus - What the change is against.
 * @csspart spark - Its run over the days.
 * @csspart explain - Button that opens what the figure means and where it came from.
 */
export class ArcoMetric extends Widget<Metric> {
  static override readonly tag = 'arco-metric';
  static override readonly height = 240;
  static override readonly texts = [metricsTexts];
  static override readonly topics = ['metrics'];
  static override readonly styles = [Widget.styles, narrow, iconButton, figureStyles, deltaStyles, sparkStyles, styles];

  /** Which figure, such as `revenue`. */
  @property() metric: MetricId = 'visitors';

  /** Calendar period, from its first day to today. */
  @property() period: Period = 'month';

  /** First day, `yyyy-mm-dd`, in place of the period's. */
  @property() from: Day | undefined;

  /** Last day, `yyyy-mm-dd`, in place of today. */
  @property() to: Day | undefined;

  /** What the change is against: the equal period before, or the same days a year before. */
  @property() compare: 'previous' | 'year' = 'previous';

  protected readonly query = new Query(this, {
    args: () => [this.metric, this.#window.from, this.#window.to, this.compare] as const,
    load: ({ api, signal }, metric, from, to, compare) =>
      api.metrics.get.query({ metric, from, to, compare }, { signal }).then(this.#received, this.#unanswered),
    mock: async (...args) => (await import('./metrics.fixtures.ts')).metricFixture(...args).then(this.#received),
    empty: ({ days }) => !days[0],
  });

  // The reader's, until an answer tells the client's: then, where they differ, the window is asked for again.
  #today = localToday();
  #name: Text | undefined;

  protected override get heading(): string {
    const name = this.query.data?.name ?? this.#name;
    return name ? localized(name, this.locale) : this.#texts.loading;
  }

  protected override renderMeta(): View {
    const { from, to } = this.#window;
    return html`<span class="small q from-s">${this.locale.range(from, to)}</span>`;
  }

  protected override renderActions(): View {
    const { api, mock, locale, metric } = this;
    return explainButton(this.#texts.explain(this.heading), { subjects: [{ metric, ...this.#window }], api, mock, locale });
  }

  protected override renderSkeleton(): View {
    return html`<span class="sk h1"></span><span class="sk h2"></span><span class="sk"></span>`;
  }

  protected override renderData(data: Metric): View {
    const { from, to, total, days, unit, currency, compare } = data;
    const write = (value: number) => this.locale.value(value, unit, currency);
    const points = days.flatMap(({ date, value, partial }): Point[] => (value === null || partial ? [] : [[Date.parse(date), value]]));
    return html`
      <div>${figure(this.locale.parts(total, unit, currency))}<p class="small q">${this.#renderChange(data)}</p></div>
      ${spark(points, Date.parse(from), Math.min(Date.parse(to), Date.parse(this.#today) - DAY), (low, high) => this.#texts.run(write(low), write(high)))}
      ${days.at(-1)?.partial ? html`<p class="cap foot ${compare ? 'from-s' : ''}">${this.#texts.partialToday}</p>` : nothing}
    `;
  }

  #renderChange(data: Metric): View {
    const { compare, total } = data;
    const texts = this.#texts;
    if (total === null) return texts.noBase;
    if (!compare) return nothing;
    const change = metricChange(data, compare, this.locale, texts);
    const range = this.locale.range(compare.from, compare.to, this.compare === 'year' ? 'date' : 'day');
    if (change) return html`${delta(change)} <span part="versus">${texts.versus(range)}</span>`;
    return compare.total === null && this.period === 'month' && !this.from ? texts.first : texts.fromZero(range);
  }

  readonly #received = (data: Metric): Metric => ((this.#today = data.today), data);

  /** Says which figure there is no answer for: names come with answers, or from a chunk of their own. */
  readonly #unanswered = async (error: unknown): Promise<never> => {
    this.#name = await import('../ui/metric-names/metric-names.ts').then(({ metricNames }) => metricNames[this.metric], () => undefined);
    throw error;
  };

  get #texts(): MetricsTexts {
    return this.locale.texts(metricsTexts);
  }

  get #window(): Window {
    return { from: this.from ?? startOf(this.period, this.#today), to: this.to ?? this.#today };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-metric': ArcoMetric;
  }
}
