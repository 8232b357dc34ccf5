import { css, html, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import type { TrafficSettings as Settings } from '../../server/modules/traffic/traffic.schema.ts';
import { Query } from '../core/query.ts';
import buttonStyles from '../ui/button/button.styles.ts';
import checkStyles from '../ui/check/check.styles.ts';
import type { Dialog } from '../ui/dialog/dialog.ts';
import '../ui/dialog/dialog.ts';
import { DataElement } from '../ui/element/data-element.ts';
import fieldStyles from '../ui/field/field.styles.ts';
import { field } from '../ui/field/field.ts';
import { trafficPartsTexts, type TrafficPartsTexts } from './traffic-parts.texts.ts';

const bounces = ['event', 'page', 'engagement'] as const satisfies Settings['bounce'][];
const standard: Settings = { bounce: 'event', ownNetworks: [], honourDoNotTrack: true };

/**
 * How a client's site is counted: what a bounce is, whose visits stay out, and who asks not to be tracked.
 *
 * @fires saved - It was changed.
 * @fires close - The person is done here.
 */
export class TrafficSettings extends DataElement {
  static override readonly tag = 'arco-ui-traffic-settings';
  static override readonly texts = [trafficPartsTexts];
  static override readonly styles = [
    DataElement.styles,
    buttonStyles,
    checkStyles,
    fieldStyles,
    css`
      form,
      fieldset {
        display: grid;
        gap: var(--_space-4);
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      fieldset {
        gap: var(--_space-2);
      }

      legend {
        margin-block-end: var(--_space-2);
        font-weight: 600;
      }

      textarea {
        min-block-size: 6em;
        resize: vertical;
      }
    `,
  ];

  @state() private wrong = '';
  @state() private failed = false;
  @state() private saving = false;

  @query('arco-ui-dialog') private readonly dialog!: Dialog;
  @query('form') private readonly form!: HTMLFormElement;

  readonly #settings = new Query(this, {
    load: ({ api, signal }) => api.traffic.settings.query(undefined, { signal }),
    mock: async () => standard,
  });

  protected override render(): TemplateResult {
    const texts = this.#texts;
    const { data, error } = this.#settings;
    return html`<arco-ui-dialog .locale=${this.locale} heading=${texts.settings} @close=${this.done}>
      ${data ? this.#renderForm(data) : error ? html`<p role="alert">${texts.failed}</p>` : html`<p class="sr" role="status">${texts.loading}</p><span class="sk"></span>`}
    </arco-ui-dialog>`;
  }

  #renderForm({ bounce, ownNetworks, honourDoNotTrack }: Settings): TemplateResult {
    const texts = this.#texts;
    const control = html`<textarea id="networks" name="networks" class="in" rows="4" spellcheck="false" aria-describedby="networks-note" aria-invalid=${Boolean(this.wrong)} .value=${ownNetworks.join('\n')} @input=${() => (this.wrong = '')}></textarea>`;
    return html`<form novalidate @submit=${this.#save}>
      <fieldset>
        <legend>${texts.bounceLegend}</legend>
        ${bounces.map((each) => html`<label class="check"><input type="radio" name="bounce" value=${each} ?checked=${each === bounce} /><span>${texts.bounces[each]}</span></label>`)}
        <p class="cap">${texts.past}</p>
      </fieldset>
      ${field({ id: 'networks', label: texts.networks, control, hint: texts.networksHint, error: this.wrong && texts.notNetwork(this.wrong) })}
      <label class="check"><input type="checkbox" name="doNotTrack" ?checked=${honourDoNotTrack} /><span>${texts.doNotTrack}</span></label>
      ${this.failed ? html`<p role="alert">${texts.notSaved}</p>` : nothing}
      <button class="btn lg pri" type="submit" ?disabled=${this.saving}>${texts.apply}</button>
    </form>`;
  }

  async #save(event: Event): Promise<void> {
    event.preventDefault();
    const said = new FormData(this.form);
    const ownNetworks = String(said.get('networks')).split(/[\s,;]+/).filter(Boolean);
    this.wrong = ownNetworks.find((line) => !looksLikeNetwork(line)) ?? '';
    if (this.wrong) return this.form.querySelector('textarea')!.focus();
    this.failed = false;
    this.saving = true;
    try {
      const settings: Settings = { bounce: said.get('bounce') as Settings['bounce'], ownNetworks, honourDoNotTrack: said.has('doNotTrack') };
      if (!this.mock) await this.api?.traffic.updateSettings.mutate(settings);
      this.dispatchEvent(new Event('saved'));
      this.dialog.hide();
    } catch {
      this.failed = true;
    } finally {
      this.saving = false;
    }
  }

  get #texts(): TrafficPartsTexts {
    return this.locale.texts(trafficPartsTexts);
  }
}

/** Enough to say it at once; the server knows exactly. */
function looksLikeNetwork(text: string): boolean {
  const [address, mask] = text.split('/') as [string, string?];
  const isFour = /^(\d{1,3}\.){3}\d{1,3}$/.test(address) && address.split('.').every((part) => Number(part) < 256);
  const isSix = address.includes(':') && /^[\da-f:.]+$/i.test(address);
  const bits = mask === undefined ? 0 : /^\d{1,3}$/.test(mask) ? Number(mask) : Infinity;
  return (isFour && bits <= 32) || (isSix && bits <= 128);
}

TrafficSettings.register();
