import { css } from 'lit';

export default css`
  /* A control, and not a card: its frame is that of the button. */
  [part='card'] {
    padding: 0;
    border: 0;
    background: none;
  }

  [part='head'] {
    display: none;
  }

  [part='client'],
  .sk.pick {
    inline-size: 100%;
    min-block-size: calc(var(--_font-size) * 3.25);
    border-radius: var(--_radius-m);
  }

  [part='client'] {
    display: flex;
    gap: var(--_space-2);
    align-items: center;
    padding: var(--_space-1) var(--_space-3) var(--_space-1) var(--_space-2);
    border: 1px solid transparent;
    background: none;
    color: inherit;
    font-family: inherit;
    font-size: var(--_font-body);
    text-align: start;
  }

  button[part='client'] {
    border-color: var(--_border);
    background: var(--_surface);
    cursor: pointer;
  }

  button[part='client']:is(:hover, [aria-expanded='true']) {
    background: var(--_surface-hover);
  }

  .mark {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--_target-dense);
    block-size: var(--_target-dense);
    border-radius: 8px;
    background: var(--_accent-soft);
    color: var(--_accent-text);
    font-size: var(--_font-caption);
    font-weight: 600;
  }

  .named {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    line-height: 1.3;
  }

  .named > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [part='client'] > .i {
    color: var(--_text-quiet);
  }

  @container w (max-width: 199.9px) {
    .mark {
      display: none;
    }

    [part='client'] {
      padding-inline-start: var(--_space-3);
    }
  }

  /* The name comes first; the role stands in the list as well. */
  @container w (max-width: 319.9px) {
    [part='staff'] {
      display: none;
    }
  }

  @media (forced-colors: active) {
    [part='card'] {
      border: 0;
    }
  }
`;
