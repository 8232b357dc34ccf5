import { html, type TemplateResult } from 'lit';
import { icon } from '../../core/icons.ts';
import { eyeIcon } from '../icon/icons.ts';
import { field, type Field } from './field.ts';

export interface Password extends Omit<Field, 'control'> {
  readonly autocomplete: 'current-password' | 'new-password';
  /** Name of the button, such as "Mostrar a senha". */
  readonly show: string;
  readonly onInput?: (() => void) | undefined;
}

/** A field for a password, with a button that shows what was typed for as long as it is pressed in. */
export function password({ id, autocomplete, show, onInput, ...rest }: Password): TemplateResult {
  const control = html`<div class="over">
    <input class="in" id=${id} name=${id} type="password" autocomplete=${autocomplete} autocapitalize="none" spellcheck="false" aria-describedby="${id}-note" aria-invalid=${Boolean(rest.error)} @input=${onInput} />
    <button class="eye" type="button" aria-label=${show} aria-pressed="false" aria-controls=${id} @click=${turn}>${icon(eyeIcon)}</button>
  </div>`;
  return field({ id, control, ...rest });
}

function turn({ currentTarget }: Event): void {
  const button = currentTarget as HTMLButtonElement;
  const input = button.previousElementSibling as HTMLInputElement;
  const isShown = input.type === 'text';
  input.type = isShown ? 'password' : 'text';
  button.setAttribute('aria-pressed', String(!isShown));
}
