// What a widget shows in place of data. Apart from the core, since most pages never need it.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { CoreTexts } from './core.texts.ts';
import type { ArcoError } from './errors.ts';
import { icon, icons } from './icons.ts';
import type { Locale } from './locale.ts';
import { statesTexts } from './states.texts.ts';
import type { EmptyView } from './widget.ts';

export { statesTexts };

/** Beside what is said of data that is old. */
export const cut = icon(icons.off, 's');

/** What the views need of a widget. */
export interface StateModel {
  readonly locale: Locale;
  readonly error: ArcoError | undefined;
  /** Seconds until the next try by itself. */
  readonly retryIn: number | undefined;
  /** What the module says of having no data. */
  readonly empty: EmptyView | undefined;
  /** What the base says of being offline, and of trying again. */
  readonly texts: CoreTexts;
  reload(): void;
}

/** What is read out, and what is drawn. */
export type StateView = readonly [string, TemplateResult];

export function emptyState({ locale, empty }: StateModel): StateView {
  const [title, text] = locale.texts(statesTexts).empty;
  const view = { icon: icons.plus, title, text, ...empty };
  return [view.title, html`<slot name="empty">${draw(view, 'ac')}</slot>`];
}

export function deniedState({ locale, error }: StateModel): StateView {
  const { denied, signedOut } = locale.texts(statesTexts);
  const text = error?.status === 401 ? signedOut : denied[1];
  return [denied[0], draw({ icon: icons.lock, title: denied[0], text })];
}

export function failedState({ locale, error, retryIn, texts: { offline, retry }, reload }: StateModel): StateView {
  const texts = locale.texts(statesTexts);
  const cut = error?.reason === 'offline';
  const [title, text] = cut ? offline : error?.reason === 'not_found' ? texts.gone : error?.reason === 'rate_limited' ? texts.limited : texts.failed;
  const code = error?.requestId ? texts.code(error.requestId.slice(-8)) : nothing;
  const view = draw(
    {
      icon: cut ? icons.off : icons.alert,
      title,
      text: retryIn && !cut ? `${text} ${texts.retrying(locale.number(retryIn))}` : text,
      action: html`<p class="foot">
        <button part="retry" type="button" class="btn" @click=${reload}>${icon(icons.retry, 's')}${retry}</button>${code}
      </p>`,
    },
    cut ? 'wrn' : 'neg',
  );
  return [title, html`<slot name="error">${view}</slot>`];
}

function draw({ icon: path, title, text, action = nothing }: EmptyView, tone = ''): TemplateResult {
  return html`<div class="state" part="status">
    <span class="ico ${tone}">${icon(path ?? icons.plus)}</span>
    <div>
      <p class="b">${title}</p>
      <p class="small q">${text}</p>
      ${action}
    </div>
  </div>`;
}

export default css`
  .state {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_space-2) var(--_space-3);
  }

  .state > div {
    display: grid;
    gap: var(--_space-1);
    justify-items: start;
  }

  .state .b {
    text-wrap: balance;
  }

  .state .btn {
    margin-block-start: var(--_space-2);
  }

  @container w (max-width: 299.9px) {
    .state {
      grid-template-columns: 1fr;
    }
  }

  .ico {
    display: grid;
    place-items: center;
    inline-size: calc(var(--_font-size) * 2.25);
    block-size: calc(var(--_font-size) * 2.25);
    border-radius: var(--_radius-m);
    background: var(--_fill);
    color: var(--_text-quiet);
  }

  .ico.neg {
    background: var(--_negative-soft);
    color: var(--_negative-text);
  }

  .ico.wrn {
    background: var(--_warning-soft);
    color: var(--_warning-text);
  }

  .ico.ac {
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }
`;
