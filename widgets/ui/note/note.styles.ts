import { css } from 'lit';

export default css`
  .note {
    display: flex;
    gap: var(--_space-2);
    align-items: flex-start;
    padding: var(--_space-3);
    border-radius: var(--_radius-m);
    background: var(--_fill);
    font-size: var(--_font-small);
    line-height: 1.45;
  }

  .note .i {
    margin-block-start: 0.1em;
    color: var(--_text-quiet);
  }

  /* Only the icon has the tone, also beside a chip, whose tones go by the same names. */
  .note > div {
    min-inline-size: 0;
    color: var(--_text);
    overflow-wrap: break-word;
  }

  .note.acc {
    background: var(--_accent-soft);
  }

  .note.acc .i {
    color: var(--_accent-text);
  }

  .note.pos {
    background: var(--_positive-soft);
  }

  .note.pos .i {
    color: var(--_positive-text);
  }

  .note.wrn {
    background: var(--_warning-soft);
  }

  .note.wrn .i {
    color: var(--_warning-text);
  }

  .note.neg {
    background: var(--_negative-soft);
  }

  .note.neg .i {
    color: var(--_negative-text);
  }

  @container w (max-width: 199.9px) {
    .note {
      padding: var(--_space-2);
    }

    .note > .i {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .note {
      border: 1px solid;
    }
  }
`;
