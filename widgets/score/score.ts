import { html, nothing, svg, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Component, Impact, Score } from '../../server/modules/score/score.schema.ts';
import { coreTexts } from '../core/core.texts.ts';
import { icon, icons } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type View } from '../core/widget.ts';
import barStyles from '../ui/bar/bar.styles.ts';
import { bar } from '../ui/bar/bar.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import chipStyles from '../ui/chip/chip.styles.ts';
import { chip, type Tone } from '../ui/chip/chip.ts';
import type { Day } from '../ui/days/days.ts';
import { metricChange } from '../ui/delta/change.ts';
import deltaStyles from '../ui/delta/delta.styles.ts';
import { delta } from '../ui/delta/delta.ts';
import figureStyles from '../ui/figure/figure.styles.ts';
import { figure } from '../ui/figure/figure.ts';
import { checkIcon, clockIcon, infoIcon } from '../ui/icon/icons.ts';
import { localized } from '../ui/localized/localized.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import sparkStyles from '../ui/spark/spark.styles.ts';
import { spark, type Point } from '../ui/spark/spark.ts';
import { addUp, arcPaths } from './arc.ts';
import { ScoreOpenEvent } from './score.events.ts';
import styles from './score.styles.ts';
import { scoreTexts, type ScoreTexts } from './score.texts.ts';

const looks: Record<NonNullable<Score['band']>, [Tone, path: string]> = {
  healthy: ['pos', checkIcon],
  fair: ['wrn', clockIcon],
  attention: ['neg', icons.alert],
};

/**
 * How a client does, from 0 to 100: what the score is made of, where its change came from, and what the work has brought
 * so far this month.
 *
 * @tag arco-score
 *
 * @csspart arc - The arc, each part of the score as long as it counts.
 * @csspart value - The score.
 * @csspart delta - A change, with an arrow.
 * @csspart chip - The band, in words.
 * @csspart parts - The parts of the score.
 * @csspart bar - How much of a part is reached.
 * @csspart missing - What is missing where there is no score.
 * @csspart impact - What the work has brought.
 * @csspart figure - One of its figures.
 * @csspart spark - Its run over the days.
 * @csspart explain - Button that opens how the score is known, and its history.
 * @csspart notice - What could not be opened.
 *
 * @fires {ScoreOpenEvent} arco-score-open - The user asked where the score comes from; cancel it to show something else.
 */
export class ArcoScore extends Widget<Score> {
  static override readonly tag = 'arco-score';
  static override readonly height = 480;
  static override readonly texts = [scoreTexts];
  static override readonly topics = ['score'];
  static override readonly styles = [Widget.styles, narrow, iconButton, barStyles, chipStyles, figureStyles, deltaStyles, sparkStyles, styles];

  /** Day whose score is shown, `yyyy-mm-dd`, in place of today. */
  @property({ attribute: 'as-of' }) asOf: Day | undefined;

  @state() private opened = false;
  @state() private notice = '';

  protected readonly query = new Query(this, {
    args: () => [this.asOf] as const,
    load: ({ api, signal }, asOf) => api.score.get.query(asOf ? { asOf } : {}, { signal }),
    mock: async (asOf) => (await import('./score.fixtures.ts')).scoreFixture(asOf),
  });

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override render(): TemplateResult {
    return html`${super.render()} ${this.opened ? this.#renderDetails() : nothing}`;
  }

  protected override renderMeta(): View {
    const { data } = this.query;
    return data ? html`<span class="small q from-s">${this.locale.date(data.asOf, 'month')}</span>` : nothing;
  }

  protected override renderActions(): View {
    const band = this.query.data?.band;
    return html`${band ? html`<span class="from-m">${chip(this.#texts.band[band], ...looks[band])}</span>` : nothing}
      <button part="explain" class="ibtn" type="button" aria-label=${this.#texts.open} aria-haspopup="dialog" @click=${this.#open}>${icon(infoIcon)}</button>`;
  }

  protected override renderSkeleton(): View {
    return html`<span class="sk dial"></span>${[1, 2, 3].map(() => html`<span class="sk h3"></span>`)}`;
  }

  protected override renderData(data: Score): View {
    const texts = this.#texts;
    const points = data.score === null ? null : Math.round(data.score);
    return html`
      <div class="score">
        <div class="dial">
          ${this.#renderArc(data, points)}
          ${points === null ? nothing : html`<p class="line">${this.#renderChange(data)}</p>`}
          ${data.band ? html`<p class="small q to-m">${texts.band[data.band]}</p>` : nothing}
        </div>
        <div class="side">${points === null ? this.#renderMissing(data) : this.#renderParts(data)}</div>
      </div>
      ${this.#renderImpact(data)}
      ${this.notice ? html`<p part="notice" class="small" role="alert">${this.notice}</p>` : nothing}
    `;
  }

  #renderArc({ components, band }: Score, points: number | null): TemplateResult {
    const texts = this.#texts;
    const paths = arcPaths(components.map(({ weight, value }) => ({ weight, filled: value === null ? null : value / 100 })));
    const said = points === null || !band ? texts.incomplete : texts.score(this.locale.number(points), texts.band[band]);
    return html`<div part="arc" role="img" aria-label=${said}>
      <svg viewBox="8 8 224 158" aria-hidden="true">
        ${paths.map(({ track, fill }) => svg`<path d=${track}></path>${fill ? svg`<path class="fill" d=${fill}></path>` : nothing}`)}
      </svg>
      <div part="value"><b>${this.locale.number(points)}</b>${points === null ? nothing : html`<span>${texts.of}</span>`}</div>
    </div>`;
  }

  #renderChange({ change }: Score): View {
    if (!change) return this.#texts.noBase;
    return html`${this.#renderDelta(change.value)}<span class="q">${this.#texts.since(this.locale.date(change.since))}</span>`;
  }

  #renderDelta(value: number): View {
    const texts = this.#texts;
    const text = this.#signed(value);
    const sign = /[1-9]/.test(text) ? Math.sign(value) : 0;
    const tone = sign > 0 ? 'good' : sign < 0 ? 'bad' : 'neutral';
    const spoken = texts.change(sign, text.replace(/^[+−]/, '')) + (tone === 'neutral' ? '' : texts[tone]);
    return delta({ text, spoken, sign, tone });
  }

  #signed(value: number): string {
    return this.locale.number(value, { signDisplay: 'exceptZero', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  #renderParts({ components, change, score }: Score): View {
    const texts = this.#texts;
    const tenths = addUp(change?.contributions.map(({ value }) => value) ?? []);
    const contributions = change?.contributions.map(({ id }, index) => ({ id, value: tenths[index]! })) ?? [];
    const parts = new Map(components.map((part) => [part.id as string, part]));
    const rest = components.filter(({ id }) => !contributions.some((each) => each.id === id));
    const points = this.locale.number(Math.abs(change?.value ?? 0), { maximumFractionDigits: 1 });
    const left = 100 - Math.round(score ?? 0);
    return html`
      <p class="small q from-m">${change && /[1-9]/.test(points) ? texts.sources(points, change.value > 0) : texts.parts}</p>
      <ul part="parts">
        ${contributions.map(({ id, value }) => this.#renderPart(texts.part[id], parts.get(id), value))}
        ${rest.map((part) => this.#renderPart(texts.part[part.id], part))}
      </ul>
      <p class="cap">${left === 0 ? texts.full : texts.gaps(this.locale.number(left), left === 1)}</p>
    `;
  }

  #renderPart(name: string, part: Component | undefined, contribution?: number): TemplateResult {
    const texts = this.#texts;
    const points = part ? this.locale.number(part.value, { maximumFractionDigits: 0 }) : '';
    const signed = contribution === undefined ? '' : this.#signed(contribution);
    const tone = /[1-9]/.test(signed) ? (contribution! > 0 ? 'up' : 'down') : 'q';
    return html`<li>
      <span>${name}</span>
      <span class="q">${points}${points && points !== '–' ? html`<span class="sr">${texts.outOf}</span>` : nothing}</span>
      <span class="d ${tone}">${signed}</span>
      ${part ? bar({ value: (part.value ?? 0) / 100, label: texts.value(name, points) }) : nothing}
    </li>`;
  }

  #renderMissing({ components, coverage }: Score): View {
    const texts = this.#texts;
    return html`
      <p class="b">${texts.incomplete}</p>
      <p class="small q">${texts.incompleteText(this.locale.percent(coverage, { maximumFractionDigits: 0 }))}</p>
      <ul part="missing">
        ${components.map(({ id, missing }) => (missing ? html`<li>${texts.part[id]}: ${texts.missing[missing]}</li>` : nothing))}
      </ul>
    `;
  }

  #renderImpact({ impact, currency }: Score): View {
    const [first] = impact;
    if (!first) return nothing;
    const texts = this.#texts;
    const range = first.missing === 'no_complete_day' ? '' : texts.completeDays(this.locale.range(first.from, first.to));
    return html`<div part="impact" role="group" aria-labelledby="impact">
      <h4 id="impact">${texts.impact(this.locale.date(first.from, 'month'))} <span class="small q from-s">${range}</span></h4>
      <div class="figs">${impact.map((line) => this.#renderLine(line, currency))}</div>
    </div>`;
  }

  #renderLine(line: Impact, currency: string): TemplateResult {
    const { name, unit, value, days, from, to } = line;
    const label = localized(name, this.locale);
    const write = (amount: number) => this.locale.value(amount, unit, currency);
    const points = days.flatMap(({ date, value: of }): Point[] => (of === null ? [] : [[Date.parse(date), of]]));
    return html`<div>
      <p class="small q">${label}</p>
      ${figure(this.locale.parts(value, unit, currency))}
      <p class="small q">${this.#renderImpactChange(line)}</p>
      ${spark(points, Date.parse(from), Date.parse(to), (low, high) => this.#texts.run(label, write(low), write(high)))}
    </div>`;
  }

  #renderImpactChange(line: Impact): View {
    const texts = this.#texts;
    if (line.missing) return line.missing === 'no_source' ? texts.noSource : texts.noCompleteDay;
    const range = this.locale.range(line.previousFrom, line.previousTo);
    const change = metricChange(line, { base: line.value, total: line.previous, change: line.change }, this.locale, texts);
    return change ? html`${delta(change)} <span class="from-s">${texts.versus(range)}</span>` : texts.nothingBefore(range);
  }

  #renderDetails(): TemplateResult {
    return html`<arco-ui-score-details
      .score=${this.query.data}
      .api=${this.api}
      .mock=${this.mock || Boolean(this.previewState)}
      .locale=${this.locale}
      @close=${() => (this.opened = false)}
    ></arco-ui-score-details>`;
  }

  readonly #open = async (): Promise<void> => {
    this.notice = '';
    if (!this.emit(new ScoreOpenEvent())) return;
    try {
      await import('./score-details.ts');
      this.opened = true;
    } catch {
      this.notice = this.locale.texts(coreTexts).offline[0];
    }
  };

  get #texts(): ScoreTexts {
    return this.locale.texts(scoreTexts);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-score': ArcoScore;
  }
}
