import { css } from 'lit';

/** Boxes to tick, one of several, and switches: `<label class="check"><input type="checkbox">…`; a switch is one with `role="switch"`. */
export default css`
  .check {
    display: flex;
    gap: var(--_space-2);
    align-items: flex-start;
    min-block-size: 24px;
    cursor: pointer;
  }

  .check input {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 20px;
    block-size: 20px;
    margin: 0.08em 0 0;
    appearance: none;
    border: 1.5px solid var(--_border-strong);
    border-radius: 5px;
    background: var(--_surface);
    cursor: inherit;
  }

  .check [type='radio'] {
    border-radius: 50%;
  }

  .check input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .check [type='checkbox']:not([role]):checked::after {
    inline-size: 10px;
    block-size: 5px;
    border: solid var(--_on-accent);
    border-width: 0 0 2px 2px;
    transform: translateY(-1.5px) rotate(-45deg);
    content: '';
  }

  .check [type='radio']:checked::after {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: var(--_on-accent);
    content: '';
  }

  .check [role='switch'] {
    place-items: center start;
    inline-size: 38px;
    block-size: 24px;
    margin: 0;
    padding-inline: 3px;
    border-radius: 12px;
    background: var(--_surface-sunken);
  }

  .check [role='switch']::after {
    inline-size: 15px;
    block-size: 15px;
    border-radius: 50%;
    background: var(--_border-strong);
    content: '';
  }

  .check [role='switch']:checked {
    place-items: center end;
  }

  .check [role='switch']:checked::after {
    background: var(--_on-accent);
  }

  .check:has(:disabled) {
    color: var(--_text-disabled);
    cursor: not-allowed;
  }

  .check :disabled:not(:checked) {
    border-color: var(--_border);
    background: var(--_surface-sunken);
  }

  @media (pointer: coarse) {
    .check {
      min-block-size: var(--_target);
      align-items: center;
    }
  }

  /* Forced colors take backgrounds away, and with them what is chosen. */
  @media (forced-colors: active) {
    .check input {
      appearance: auto;
    }

    .check input::after {
      content: none !important;
    }
  }
`;
