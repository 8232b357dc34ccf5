import { html, type TemplateResult } from 'lit';
import { field } from '../ui/field/field.ts';

const LENGTH = 6;

interface CodeInput {
  readonly label: string;
  readonly error: string | undefined;
  readonly onInput: () => void;
  /** All digits are there. */
  readonly onComplete: () => void;
}

/** A code of six digits in one field, so that it can be pasted and filled in from a message. */
export function codeInput({ label, error, onInput, onComplete }: CodeInput): TemplateResult {
  const onChange = ({ target, inputType }: InputEvent) => {
    const input = target as HTMLInputElement;
    const digits = digitsOf(input.value);
    // While somebody corrects what stands there, nothing is sent.
    if (input.value !== digits) input.value = digits;
    onInput();
    if (digits.length === LENGTH && !inputType?.startsWith('delete')) onComplete();
  };
  return field({
    id: 'code',
    label,
    error: error || undefined,
    control: html`<input class="in code" id="code" name="code" inputmode="numeric" autocomplete="one-time-code" spellcheck="false" aria-describedby="code-note" aria-invalid=${Boolean(error)} @input=${onChange} />`,
  });
}

/** The code in what was typed or pasted, such as `123 456`. */
export function digitsOf(typed: string): string {
  return typed.replace(/\D/g, '').slice(0, LENGTH);
}
