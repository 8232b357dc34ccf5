import { css } from 'lit';

/** Adds to the base's `.btn`: the full-size one of dialogs (`lg`), the main one (`pri`), one more to see (`ghost`), and those that do harm or nothing. */
export default css`
  .btn.lg {
    min-block-size: var(--_target);
    padding-inline: var(--_space-4);
    border-radius: var(--_radius-m);
    font-size: var(--_font-body);
  }

  .btn.pri {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .btn.danger {
    border-color: transparent;
    background: var(--_negative);
    color: var(--_on-status);
  }

  .btn:is(.pri, .danger):hover {
    box-shadow: inset 0 0 0 99px #00000021;
  }

  .btn:is(.ghost, .quiet) {
    border-color: transparent;
    background: none;
    color: var(--_accent-text);
  }

  .btn.quiet {
    color: var(--_text-quiet);
  }

  .btn:is(.ghost, .quiet):hover {
    background: var(--_surface-hover);
  }

  .btn[aria-disabled='true'] {
    border-color: transparent;
    background: var(--_surface-sunken);
    box-shadow: none;
    color: var(--_text-disabled);
    cursor: not-allowed;
  }
`;
