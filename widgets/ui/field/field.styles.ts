import { css } from 'lit';

export default css`
  .field {
    display: grid;
    align-content: start;
    gap: var(--_space-1);
    min-inline-size: 0;
  }

  .field > label {
    font-size: var(--_font-small);
    font-weight: 600;
  }

  .in {
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 0 var(--_space-3);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-m);
    background: var(--_surface);
    color: var(--_text);
    font-family: inherit;
    font-size: var(--_font-title);
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
  }

  .in::placeholder {
    color: var(--_text-disabled);
    opacity: 1;
  }

  .in[aria-invalid='true'] {
    border-color: var(--_negative);
    box-shadow: inset 0 0 0 1px var(--_negative);
  }

  .in:disabled {
    border-color: var(--_border);
    background: var(--_surface-sunken);
    color: var(--_text-disabled);
  }

  textarea.in {
    min-block-size: calc(var(--_font-size) * 5.5);
    padding-block: var(--_space-2);
    resize: vertical;
  }

  select.in {
    appearance: none;
    padding-inline-end: var(--_space-8);
    text-overflow: ellipsis;
  }

  /* Something drawn over the end of a control: the arrow of a list, the unit of a number. */
  .over {
    position: relative;
    display: grid;
    align-items: center;
  }

  .over > :not(.in) {
    position: absolute;
    inset-inline-end: var(--_space-3);
    color: var(--_text-quiet);
    pointer-events: none;
  }

  .over > .before {
    inset-inline: var(--_space-3) auto;
  }

  .over > .before + .in {
    padding-inline-start: 2.6em;
  }

  .over > .eye {
    display: grid;
    place-items: center;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: var(--_target);
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
    pointer-events: auto;
  }

  .over > .eye:is(:hover, [aria-pressed='true']) {
    color: var(--_accent-text);
  }

  .over > .eye:focus-visible {
    border-radius: var(--_radius-m);
    outline-offset: -2px;
  }

  .over > .in:has(+ .eye) {
    padding-inline-end: var(--_target);
  }

  .err {
    display: flex;
    align-items: center;
    gap: 0.35em;
    color: var(--_negative-text);
    font-size: var(--_font-small);
    line-height: 1.4;
  }
`;
