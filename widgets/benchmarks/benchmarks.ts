import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Benchmark, Benchmarks, Compared, Hidden } from '../../server/modules/benchmarks/benchmarks.schema.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import checkStyles from '../ui/check/check.styles.ts';
import type { Day } from '../ui/days/days.ts';
import { explainButton } from '../ui/explain/explain-button.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import { scale } from './benchmark-scale.ts';
import { ConsentChangeEvent } from './benchmarks.events.ts';
import styles from './benchmarks.styles.ts';
import { benchmarksTexts, type BenchmarksTexts } from './benchmarks.texts.ts';

/**
 * A client beside its sector: each rate and cost of a month, where the middle half of the others lies, and whether the
 * difference is more than chance. Owners say here whether their own figures count.
 *
 * @tag arco-benchmarks
 *
 * @csspart list - The list of figures.
 * @csspart metric - One figure.
 * @csspart scale - Where it lies beside the others.
 * @csspart verdict - How it does, in words.
 * @csspart hidden - Why the sector's own figures are not shown.
 * @csspart details - Sources, definitions and intervals.
 * @csspart consent - Whether the client contributes.
 * @csspart notice - What could not be saved.
 * @csspart explain - Button that opens where the figures came from.
 *
 * @fires {ConsentChangeEvent} arco-consent-change - The user said whether the client's figures count for its sector.
 */
export class ArcoBenchmarks extends Widget<Benchmarks> {
  static override readonly tag = 'arco-benchmarks';
  static override readonly height = 560;
  static override readonly texts = [benchmarksTexts];
  static override readonly topics = ['benchmarks', 'metrics'];
  static override readonly styles = [Widget.styles, narrow, iconButton, checkStyles, styles];

  /** Length of the last complete period that is compared. `from` and `to` stand in its place. */
  @property() period: 'month' | 'quarter' | 'year' = 'month';

  /** First day, `yyyy-mm-dd`. */
  @property() from: Day | undefined;

  /** Last day, `yyyy-mm-dd`. */
  @property() to: Day | undefined;

  @state() private saving = false;
  @state() private notice = '';
  @state() private said = '';

  protected readonly query = new Query<Benchmarks, readonly [ArcoBenchmarks['period'], Day | undefined, Day | undefined]>(this, {
    args: () => [this.period, this.from, this.to] as const,
    load: ({ api, signal }, period, from, to) => api.benchmarks.get.query(from && to ? { from, to } : { period }, { signal }),
    mock: async () => (await import('./benchmarks.fixtures.ts')).benchmarksFixture(),
    empty: ({ metrics }) => metrics.length === 0,
  });

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override renderMeta(): View {
    const { sector, country, from, to } = this.query.data ?? {};
    const place = [sector, country && this.#country(country), from && to && this.locale.range(from, to)].filter(Boolean).join(', ');
    return html`<span class="small q from-s">${place}</span><span class="sr" role="status">${this.said}</span>`;
  }

  protected override renderActions(): View {
    const { api, mock, locale } = this;
    const { metrics = [], from = '', to = '' } = this.query.data ?? {};
    const subjects = metrics.map(({ metric, name }) => ({ metric, name: localized(name, locale), from, to }));
    return explainButton(this.#texts.explain(this.heading), { subjects, api, mock, locale });
  }

  protected override renderSkeleton(): View {
    return html`${[1, 2, 3, 4].map(() => html`<span class="sk h3"></span><span class="sk"></span>`)}`;
  }

  protected override renderEmpty(): EmptyView {
    return { title: this.#texts.empty, text: this.#texts.emptyText };
  }

  protected override renderData(data: Benchmarks): View {
    const texts = this.#texts;
    const { metrics, currency } = data;
    // Said once where it is the same of each, and beside its figure where it is not.
    const [first, ...rest] = metrics.flatMap(({ hidden }) => (hidden ? [hidden] : []));
    const most = first && rest.reduce((one, other) => (other.contributors > one.contributors ? other : one), first);
    const compared = metrics.filter(({ benchmarks }) => benchmarks.length > 0);
    return html`
      <ul part="list">
        ${metrics.map((each) => this.#renderMetric(each, currency))}
      </ul>
      ${most ? html`<p part="hidden" class="small q from-s">${this.#hidden(most)}</p>` : nothing}
      ${compared.some(drawable) ? html`<p class="cap from-s">${texts.legend}</p>` : nothing}
      ${compared.length ? html`<details part="details" class="small from-s"><summary>${texts.details}</summary>${compared.map((each) => this.#renderDetails(each, currency))}</details>` : nothing}
      ${data.consent.canChange ? this.#renderConsent(data) : nothing}
    `;
  }

  #renderMetric(compared: Compared, currency: string): TemplateResult {
    const texts = this.#texts;
    const { better, verdict, benchmarks } = compared;
    const name = localized(compared.name, this.locale);
    const [benchmark] = benchmarks;
    const value = this.#write(compared, compared.value, currency);
    return html`<li part="metric">
      <div class="split">
        <span>${name} ${better === 'lower' ? html`<span class="small q from-m">${texts.lower}</span>` : nothing}</span>
        <span class="num">${value}</span>
      </div>
      ${benchmark && drawable(compared)
        ? html`<div class="from-s">${scale(compared, benchmark, texts.scale(name, value, this.#write(compared, benchmark.median, benchmark.currency ?? currency)))}</div>`
        : nothing}
      <div class="split small">
        ${benchmark ? html`<span class="q from-s">${texts.median(this.#write(compared, benchmark.median, benchmark.currency ?? currency))}</span>` : nothing}
        <span part="verdict" class=${verdict === 'better' || verdict === 'worse' ? verdict : 'q'}>${this.#verdict(compared)}</span>
      </div>
      ${benchmark ? html`<p class="cap from-s">${[benchmark.name, this.#basis(benchmark)].filter(Boolean).join(', ')}</p>` : nothing}
    </li>`;
  }

  #verdict({ verdict, unknown, better, benchmarks: [benchmark] }: Compared): string {
    const texts = this.#texts;
    if (verdict === 'unknown' || !benchmark) return texts.unknown[unknown ?? 'no_benchmark'];
    const words = texts[benchmark.source];
    return words[verdict === 'worse' ? (better === 'lower' ? 'above' : 'below') : verdict];
  }

  /** Of whom, where and when: a figure from elsewhere never stands without it. */
  #basis({ source, n, country, year, month }: Benchmark): string {
    const texts = this.#texts;
    const count = n === null ? '' : this.locale.number(n);
    const when = month === null ? `${year}` : this.#month(year, month);
    const of = source === 'clients' ? [texts.companies(count), this.#country(country), when] : [this.#country(country), when, count && texts.sample(count)];
    return of.filter(Boolean).join(', ');
  }

  #renderDetails(compared: Compared, currency: string): TemplateResult {
    const texts = this.#texts;
    const { interval, benchmarks, formula } = compared;
    const between = (low: number, high: number, of = currency) => texts.between(this.#write(compared, low, of), this.#write(compared, high, of));
    const line = (term: string, value: View) => html`<dt>${term}</dt><dd>${value}</dd>`;
    return html`<h4>${localized(compared.name, this.locale)}</h4>
      <dl>
        ${interval ? line(texts.you, between(interval.low, interval.high)) : nothing}
        ${benchmarks.map((benchmark) => {
          const { q1, q3, low, high, url, name, definition, sector } = benchmark;
          const of = benchmark.currency ?? currency;
          const where = `${sector === 'all' ? texts.all : sector}, ${this.#basis(benchmark)}`;
          return html`${line(texts.source, url ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${name}</a>, ${where}` : `${texts.ofClients}: ${where}`)}
            ${line(texts.counts, definition ?? localized(formula, this.locale))}
            ${q1 === null || q3 === null ? nothing : line(texts.half, between(q1, q3, of))}
            ${low === null || high === null ? nothing : line(texts.range, between(low, high, of))}`;
        })}
      </dl>`;
  }

  #renderConsent({ consent }: Benchmarks): TemplateResult {
    const texts = this.#texts;
    return html`<div part="consent" class="small">
      <label class="check"
        ><input type="checkbox" role="switch" aria-describedby="shared" .checked=${consent.contributes} ?disabled=${this.saving || this.state === 'stale'} @change=${this.#change} />
        ${texts.consent}</label
      >
      <p id="shared" class="cap from-s">${texts.shared}</p>
      ${this.notice ? html`<p part="notice" role="alert">${this.notice}</p>` : nothing}
    </div>`;
  }

  readonly #change = async ({ target }: Event): Promise<void> => {
    const input = target as HTMLInputElement;
    const contribute = input.checked;
    const { api, mock, previewState } = this;
    this.notice = this.said = '';
    this.saving = true;
    try {
      const save = async () => (mock || previewState || !api ? (await import('./benchmarks.fixtures.ts')).consentFixture(contribute) : api.benchmarks.setConsent.mutate({ contribute }));
      const consent = await save();
      this.query.update((data) => ({ ...data, consent }));
      this.said = this.#texts.saved(consent.contributes);
      this.emit(new ConsentChangeEvent(consent.contributes));
    } catch {
      input.checked = !contribute;
      this.notice = this.#texts.failed;
    }
    this.saving = false;
  };

  #hidden({ reason, contributors, needed }: Hidden): string {
    return this.#texts.hidden(reason, this.locale.number(contributors), this.locale.number(needed));
  }

  /** Small rates differ in the second decimal. */
  #write({ unit }: Compared, value: number, currency: string): string {
    return unit === 'rate' && value < 0.1 ? this.locale.percent(value, { maximumFractionDigits: 2 }) : this.locale.value(value, unit, currency);
  }

  #country(code: string): string {
    return new Intl.DisplayNames(this.locale.tag, { type: 'region', style: 'short' }).of(code) ?? code;
  }

  #month(year: number, month: number): string {
    return new Intl.DateTimeFormat(this.locale.tag, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(year, month - 1)).replace(' de ', ' ');
  }

  get #texts(): BenchmarksTexts {
    return this.locale.texts(benchmarksTexts);
  }
}

/** Amounts in two currencies lie on no common scale. */
const drawable = ({ benchmarks: [benchmark], unknown }: Compared): boolean => benchmark !== undefined && unknown !== 'currency';

declare global {
  interface HTMLElementTagNameMap {
    'arco-benchmarks': ArcoBenchmarks;
  }
}
