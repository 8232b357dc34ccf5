import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MetricId } from '../../server/core/metrics/definitions.ts';
import type { Forecasts, MonthForecast, Recommendation } from '../../server/modules/forecast/forecast.schema.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import { explainButton } from '../ui/explain/explain-button.ts';
import figureStyles from '../ui/figure/figure.styles.ts';
import { figure } from '../ui/figure/figure.ts';
import { clockIcon } from '../ui/icon/icons.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import { curveOf } from './forecast-curve.ts';
import { RecommendationPromoteEvent } from './forecast.events.ts';
import styles from './forecast.styles.ts';
import { forecastTexts, type ForecastTexts } from './forecast.texts.ts';

/** The metrics beside the one that is drawn. */
const lines: readonly MetricId[] = ['revenue', 'visitors', 'leads', 'roi'];

/**
 * Where the month ends: the value, the range it may take, how far off such forecasts were, and what to do about it.
 *
 * @tag arco-forecast
 *
 * @csspart figure - Where the drawn figure ends.
 * @csspart range - The range of its end.
 * @csspart curve - The month so far and what is expected of the rest.
 * @csspart lines - Where other figures end.
 * @csspart error - How far off past forecasts were.
 * @csspart advice - What is recommended.
 * @csspart promote - Button that makes an action of a recommendation.
 * @csspart missing - What is missing.
 * @csspart explain - Button that opens where the figures came from.
 * @csspart notice - What could not be done.
 *
 * @fires {RecommendationPromoteEvent} arco-recommendation-promote - The user made an action of a recommendation.
 */
export class ArcoForecast extends Widget<Forecasts> {
  static override readonly tag = 'arco-forecast';
  static override readonly height = 460;
  static override readonly texts = [forecastTexts];
  static override readonly topics = ['forecast', 'metrics'];
  static override readonly styles = [Widget.styles, narrow, iconButton, figureStyles, styles];

  /** Which figure is drawn, such as `visitors`; one that has no forecast gives way to one that has. */
  @property() metric: MetricId = 'revenue';

  @state() private promoting: string | undefined;
  @state() private notice: { text: string; failed: boolean } | undefined;

  protected readonly query = new Query(this, {
    args: () => [] as const,
    load: ({ api, signal }) => api.forecast.get.query({}, { signal }),
    mock: async () => (await import('./forecast.fixtures.ts')).forecastFixture(),
    empty: ({ metrics }) => metrics.every(({ current, end }) => current === null && end === null),
  });

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override renderMeta(): View {
    const { data } = this.query;
    const main = data && this.#main(data);
    return html`${main ? html`<span class="small q from-s">${localized(main.name, this.locale)}</span>` : nothing}
      <span class="sr" role="status">${this.notice?.failed ? nothing : this.notice?.text}</span>`;
  }

  protected override renderActions(): View {
    const { api, mock, locale } = this;
    const { data } = this.query;
    if (!data) return nothing;
    const { from, today: to } = data;
    const main = this.#main(data);
    const subjects = [main, ...this.#others(data, main)].map(({ metric, name }) => ({ metric, name: localized(name, locale), from, to }));
    return explainButton(this.#texts.explain, { subjects, api, mock, locale });
  }

  protected override renderSkeleton(): View {
    return html`<span class="sk h1"></span><span class="sk"></span><span class="sk h3"></span><span class="sk h3"></span>`;
  }

  protected override renderEmpty(): EmptyView {
    return { icon: clockIcon, title: this.#texts.empty, text: this.#texts.emptyText };
  }

  protected override renderData(data: Forecasts): View {
    const main = this.#main(data);
    return html`
      <div class="month-said">
        <div class="month">${main.end ? this.#renderMonth(data, main, main.end) : html`<p part="missing">${this.#texts.missing[main.missing ?? 'no_data']}</p>`}</div>
        <div class="said">
          <dl part="lines">${this.#others(data, main).map((each) => this.#renderLine(data, each))}</dl>
          ${main.end ? this.#renderError(main) : nothing} ${this.#renderAdvice(data)}
        </div>
      </div>
      ${this.notice?.failed ? html`<p part="notice" class="small" role="alert">${this.notice.text}</p>` : nothing}
    `;
  }

  #renderMonth({ from, to, currency }: Forecasts, month: MonthForecast, end: NonNullable<MonthForecast['end']>): TemplateResult {
    const texts = this.#texts;
    const { unit, name, current, target } = month;
    const write = (value: number | null) => this.locale.value(value, unit, currency);
    const range = texts.between(write(end.low), write(end.high));
    const { known, dot, ahead, band, target: goal } = curveOf(month, from, to);
    const drawn = [texts.curve(localized(name, this.locale), write(current), write(end.expected), range, this.locale.date(to)), ...(target === null ? [] : [texts.target(write(target))])];
    return html`
      <div class="value">${figure(this.locale.parts(end.expected, unit, currency))}<span part="range" class="q">${range}</span></div>
      <div class="plot">
        <svg part="curve" role="img" aria-label=${drawn.join(' ')} viewBox="0 0 100 60" preserveAspectRatio="none">
          <path class="floor" d="M0 60h100"></path>
          <path class="band" d=${band}></path>
          <path d=${known}></path>
          <path class="ahead" d=${ahead}></path>
          <path class="dot" d=${dot}></path>
        </svg>
        ${goal === null || target === null ? nothing : html`<div class="target" .style="inset-block-start:${goal * 100}%" aria-hidden="true"><span>${texts.target(write(target))}</span></div>`}
      </div>
      <p class="ends cap" aria-hidden="true"><span>${this.locale.date(from)}</span><span>${this.locale.date(to)}</span></p>
    `;
  }

  #renderLine({ to, currency }: Forecasts, { name, unit, end, missing }: MonthForecast): TemplateResult {
    const texts = this.#texts;
    const write = (value: number) => this.locale.value(value, unit, currency);
    return html`<div>
      <dt>${texts.until(localized(name, this.locale), this.locale.number(Number(to.slice(-2))))}</dt>
      <dd>${end ? html`<b>${write(end.expected)}</b> <span class="q">${texts.span(write(end.low), write(end.high))}</span>` : html`<span part="missing" class="q">${texts.missing[missing ?? 'no_data']}</span>`}</dd>
    </div>`;
  }

  #renderError({ pastError, model, mase, unit }: MonthForecast): TemplateResult {
    const texts = this.#texts;
    const number = (value: number) => this.locale.number(value);
    const error = pastError && (unit === 'rate' ? this.locale.change(pastError.mean, unit).replace('+', '') : this.locale.percent(pastError.mean));
    return html`
      ${pastError && error
        ? html`<p part="error" class="small q to-m">${texts.errorShort(number(pastError.n), error)}</p>
            <p part="error" class="small q from-m">${texts.chance} ${texts.error(pastError.n, number(pastError.n), error)}</p>`
        : html`<p part="error" class="small q">${texts.chance} ${texts.noError}</p>`}
      ${model
        ? html`<details class="small from-s">
            <summary>${texts.how}</summary>
            <p>${texts.model[model]}</p>
            ${mase !== null && mase < 1 ? html`<p>${texts.mase(this.locale.percent(mase, { maximumFractionDigits: 0 }))}</p>` : nothing}
            ${pastError?.replayed ? html`<p>${texts.replayed(number(pastError.replayed))}</p>` : nothing}
          </details>`
        : nothing}
    `;
  }

  #renderAdvice(data: Forecasts): View {
    const { recommendations, needs } = data;
    const texts = this.#texts;
    if (recommendations.length === 0) return nothing;
    return html`<ul part="advice" aria-label=${texts.advice}>
      ${recommendations.slice(0, 2).map((each) => this.#renderRecommendation(data, each))}
      ${needs ? html`<li part="missing" class="small">${texts.needs}</li>` : nothing}
    </ul>`;
  }

  #renderRecommendation({ currency, canPromote }: Forecasts, each: Recommendation): TemplateResult {
    const texts = this.#texts;
    const { rule, evidence, metric, expectedCents } = each;
    const { value, reference, low, high, days, to } = evidence;
    const write = (amount: number) => this.locale.value(amount, metric.unit, currency);
    const isShort = rule === 'forecast_short_of_goal';
    const title = isShort ? texts.short(localized(metric.name, this.locale), write(reference - value), write(reference)) : texts.budget(write(value), this.locale.date(to));
    const why = isShort ? `${texts.between(write(low ?? value), write(high ?? value))}.` : texts.spent(write(reference), this.locale.number(days ?? 0));
    const worth = expectedCents ? texts.worth(this.locale.value(expectedCents, 'money', currency)) : '';
    return html`<li>
      <p class="b">${title}</p>
      <p class="small q">${why} ${worth}</p>
      ${canPromote && this.state !== 'stale'
        ? html`<button part="promote" class="btn" type="button" aria-label=${texts.promoteFor(title)} ?disabled=${this.promoting !== undefined} @click=${() => this.#promote(each)}>${texts.promote}</button>`
        : nothing}
    </li>`;
  }

  async #promote(recommendation: Recommendation): Promise<void> {
    const { api, mock } = this;
    this.promoting = recommendation.id;
    this.notice = undefined;
    try {
      const action = mock || !api ? recommendation.id : (await api.forecast.promote.mutate({ recommendation: recommendation.id })).action;
      this.notice = { text: this.#texts.promoted, failed: false };
      this.emit(new RecommendationPromoteEvent(recommendation, action));
      await this.query.reload();
    } catch {
      this.notice = { text: this.#texts.failed, failed: true };
    } finally {
      this.promoting = undefined;
    }
  }

  #main({ metrics }: Forecasts): MonthForecast {
    return metrics.find(({ metric, end }) => metric === this.metric && end) ?? metrics.find(({ end }) => end) ?? metrics.find(({ metric }) => metric === this.metric) ?? metrics[0]!;
  }

  #others({ metrics }: Forecasts, main: MonthForecast): MonthForecast[] {
    return metrics.filter(({ metric }) => lines.includes(metric) && metric !== main.metric);
  }

  get #texts(): ForecastTexts {
    return this.locale.texts(forecastTexts);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-forecast': ArcoForecast;
  }
}
