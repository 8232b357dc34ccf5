import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Live } from '../../server/modules/live/live.schema.ts';
import { coreTexts } from '../core/core.texts.ts';
import { icon } from '../core/icons.ts';
import { Query } from '../core/query.ts';
import { Widget, type EmptyView, type View } from '../core/widget.ts';
import iconButton from '../ui/button/icon-button.styles.ts';
import { metricChange } from '../ui/delta/change.ts';
import deltaStyles from '../ui/delta/delta.styles.ts';
import { delta } from '../ui/delta/delta.ts';
import figureStyles from '../ui/figure/figure.styles.ts';
import { figure } from '../ui/figure/figure.ts';
import { infoIcon } from '../ui/icon/icons.ts';
import narrow from '../ui/narrow/narrow.styles.ts';
import styles from './live.styles.ts';
import { liveTexts, type LiveTexts } from './live.texts.ts';
import { bars, step } from './minutes.ts';

/** A line that is replaced, as with each new token, was not down. Milliseconds. */
const GRACE = 5_000;
/** How often "há 2 min" is written anew. Milliseconds. */
const AGEING = 30_000;

/**
 * Who is on the client's site now, pushed as it changes: visitors, page views by minute, conversions, and where people
 * are and came from.
 *
 * @tag arco-live
 *
 * @attr {boolean} live - Whether the figures are pushed as they change. Read only.
 *
 * @csspart figure - Visitors of the last 5 minutes.
 * @csspart minutes - Page views of the last half hour, by minute.
 * @csspart delta - The change of the conversion rate, with an arrow.
 * @csspart pages - Where the visitors are.
 * @csspart sources - Where they came from.
 * @csspart updated - How old the figures are while they are not pushed.
 * @csspart snippet - What a site puts on its pages to be counted.
 * @csspart explain - Button that opens what the figures mean.
 */
export class ArcoLive extends Widget<Live> {
  static override readonly tag = 'arco-live';
  static override readonly height = 360;
  static override readonly texts = [liveTexts];
  static override readonly topics = ['live'];
  /** The subscription whose answers are shown as they come. */
  static readonly pushes = 'live.watch';
  static override readonly styles = [Widget.styles, narrow, iconButton, figureStyles, deltaStyles, styles];

  /** @internal Whether the page's line pushes what is shown; the line says so. */
  @property({ attribute: false }) isPushed = false;

  /** @internal */
  @property({ type: Boolean, reflect: true }) live = false;

  @state() private cursor: number | null = null;
  @state() private notice = '';

  protected readonly query = new Query(this, {
    load: ({ api, signal }) => api.live.get.query(undefined, { signal }),
    mock: async () => (await import('./live.fixtures.ts')).liveFixture(),
    empty: ({ lastHitAt }) => lastHitAt === null,
  });

  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it was last known to be so, and whether that is too long ago to pass for now. */
  #asOf = 0;
  #isOld = false;
  #visitors: number | undefined;
  #changes = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override get heading(): string {
    return this.#texts.heading;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { data, loadedAt } = this.query;
    const isNow = this.isPushed || this.mock || Boolean(this.previewState);
    // Whatever was not pushed until the line was cut off had not changed until then.
    this.#asOf = Math.max(this.#asOf, isNow || changed.get('isPushed') ? Date.now() : (loadedAt?.getTime() ?? 0));
    this.#isOld = !isNow && Date.now() - this.#asOf >= GRACE;
    this.live = isNow || (this.live && !this.#isOld);
    clearTimeout(this.#timer);
    if (!isNow && data) this.#timer = setTimeout(() => this.requestUpdate(), this.#isOld ? AGEING : this.#asOf + GRACE + 1 - Date.now());
    if (data && this.#visitors !== undefined && data.visitors !== this.#visitors) this.#changes += 1;
    this.#visitors = data?.visitors;
  }

  protected override renderActions(): View {
    return html`<span>
      <button part="explain" class="ibtn" type="button" aria-label=${this.#texts.explain} aria-haspopup="dialog" aria-expanded="false" @click=${this.#explain}>${icon(infoIcon)}</button>
      <small role="alert">${this.notice}</small>
    </span>`;
  }

  protected override renderEmpty(): EmptyView {
    const { empty, emptyText } = this.#texts;
    const { url } = this.api?.session ?? {};
    const server = url ? new URL(url, location.href).origin : '';
    return { title: empty, text: emptyText, action: html`<code part="snippet">${`<script defer src="${server}/sdk/v1/collect.js" data-key="pk_…"></script>`}</code>` };
  }

  protected override renderData(data: Live): View {
    const texts = this.#texts;
    return html`
      <div class="duo">
        <div class="now">
          <div class=${this.#changes ? `new${this.#changes % 2}` : nothing}>
            ${figure(this.locale.parts(data.visitors, 'count'))}
            <p class="small q">${texts.visitors(data.visitors)}</p>
          </div>
          ${this.#renderMinutes(data)}
        </div>
        <dl class="side from-s">
          <div><dt>${texts.conversions}</dt><dd><b>${this.locale.number(data.conversions)}</b></dd></div>
          ${this.#renderRate(data)}
        </dl>
      </div>
      ${data.visitors ? this.#renderWhere(data) : html`<p class="small q from-s">${data.lastHitAt ? texts.nobody(this.#ago(data.lastHitAt)) : nothing}</p>`}
      <p class="foot">
        ${this.#isOld && this.state !== 'stale' ? html`<span part="updated" class="stale">${texts.updated(this.#ago(new Date(this.#asOf)))}</span>` : nothing}
        <span class="from-s">${texts.collector}</span>
      </p>
    `;
  }

  #renderMinutes({ minutes }: Live): TemplateResult {
    const { locale, cursor } = this;
    const texts = this.#texts;
    const most = minutes.reduce((high, each) => (each.pageviews > high.pageviews ? each : high));
    const total = minutes.reduce((sum, { pageviews }) => sum + pageviews, 0);
    const summary = total ? texts.summary(locale.number(total), locale.number(most.pageviews), locale.time(most.minute)) : texts.none;
    const said = cursor === null ? '' : this.#minute(minutes, cursor);
    return html`<div class="from-s">
      <div
        part="minutes"
        class="minutes"
        tabindex="0"
        role="application"
        aria-roledescription=${texts.chart}
        aria-label=${summary}
        aria-describedby="keys"
        @keydown=${(event: KeyboardEvent) => this.#onKey(event, minutes.length)}
        @pointermove=${(event: PointerEvent) => this.#onPointer(event, minutes.length)}
        @pointerleave=${this.#leave}
        @blur=${this.#leave}
      >
        <svg viewBox="0 0 ${minutes.length} 32" preserveAspectRatio="none" aria-hidden="true">${bars(minutes, cursor)}</svg>
      </div>
      <p class="cap" aria-hidden="true">${said || texts.minutes}</p>
      <p id="keys" class="sr">${texts.keys}</p>
      <p class="sr" aria-live="polite">${said}</p>
    </div>`;
  }

  #minute(minutes: Live['minutes'], index: number): string {
    const { minute, pageviews } = minutes[index]!;
    const said = this.#texts.minute(this.locale.time(minute), pageviews, this.locale.number(pageviews));
    return index === minutes.length - 1 ? `${said}, ${this.#texts.running}` : said;
  }

  #renderRate({ conversionRate: { value, previous, change } }: Live): TemplateResult {
    const texts = this.#texts;
    const changed = metricChange({ unit: 'rate', better: 'higher' }, { base: value, total: previous, change }, this.locale, texts);
    const base = value === null ? texts.noVisits : previous === null ? texts.noBase : texts.versus(this.locale.percent(previous));
    return html`<div>
      <dt>${texts.rate}</dt>
      <dd><b>${this.locale.percent(value)}</b> ${changed ? delta(changed) : nothing}</dd>
      <dd class="vs">${base}</dd>
    </div>`;
  }

  #renderWhere({ pages, sources }: Live): TemplateResult {
    const texts = this.#texts;
    return html`<div class="lists from-s">
      ${this.#renderList('pages', texts.pages, pages.map(({ page, visitors }) => [page, visitors]))}
      ${this.#renderList('sources', texts.sources, sources.map(({ source, visitors }) => [source === 'direct' ? texts.direct : source, visitors]))}
    </div>`;
  }

  #renderList(name: string, heading: string, rows: readonly (readonly [name: string, visitors: number])[]): TemplateResult {
    return html`<div part=${name}>
      <p id=${name} class="small q">${heading}</p>
      <ol aria-labelledby=${name}>
        ${rows.map(([text, visitors]) => html`<li><span title=${text}>${text}</span><b>${this.locale.number(visitors)}</b></li>`)}
      </ol>
    </div>`;
  }

  #ago(instant: Date | string): string {
    return Date.now() - new Date(instant).getTime() < 60_000 ? this.#texts.moment : this.locale.ago(instant);
  }

  #onKey(event: KeyboardEvent, count: number): void {
    const next = step(event.key, this.cursor, count);
    if (next === undefined) return;
    event.preventDefault();
    this.cursor = next;
  }

  #onPointer({ offsetX, currentTarget }: PointerEvent, count: number): void {
    const { clientWidth } = currentTarget as HTMLElement;
    this.cursor = Math.min(count - 1, Math.max(0, Math.floor((offsetX / clientWidth) * count)));
  }

  readonly #leave = (): void => {
    this.cursor = null;
  };

  readonly #explain = async ({ currentTarget }: Event): Promise<void> => {
    const { data } = this.query;
    const { locale } = this;
    this.notice = '';
    try {
      const { toggleLiveFacts } = await import('./live-facts.ts');
      if (data) toggleLiveFacts(currentTarget as HTMLElement, { data, locale });
    } catch {
      this.notice = locale.texts(coreTexts).offline[0];
    }
  };

  get #texts(): LiveTexts {
    return this.locale.texts(liveTexts);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arco-live': ArcoLive;
  }
}
