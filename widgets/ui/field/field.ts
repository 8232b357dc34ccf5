import { html, nothing, type TemplateResult } from 'lit';
import { icon, icons } from '../../core/icons.ts';

export interface Field {
  /** Id of the control, which must be `aria-describedby` the id with `-note` and `aria-invalid` while there is an error. */
  readonly id: string;
  readonly label: string;
  readonly control: TemplateResult;
  /** What else to know. An error takes its place. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** A control with its label, and below it a hint or what is wrong. */
export function field({ id, label, control, hint, error }: Field): TemplateResult {
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control}
      <p id="${id}-note" class=${error ? 'err' : 'cap'}>${error ? html`${icon(icons.alert, 's')}${error}` : (hint ?? nothing)}</p>
    </div>
  `;
}
