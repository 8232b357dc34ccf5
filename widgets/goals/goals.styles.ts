import { css } from 'lit';

export default css`
  [part='list'] {
    display: grid;
    gap: var(--_space-5);
    list-style: none;
  }

  [part='goal'] {
    position: relative;
    display: grid;
    gap: var(--_space-2);
    min-inline-size: 0;
  }

  .split {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--_space-3);
    min-inline-size: 0;
  }

  .end {
    flex: none;
    margin-inline-start: auto;
    white-space: nowrap;
  }

  [part='name'] {
    min-inline-size: 0;
    overflow: hidden;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-align: start;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }

  /* The name is the button, and the whole goal its target. */
  [part='name']::after {
    position: absolute;
    inset: calc(var(--_space-2) * -1);
    border-radius: var(--_radius-m);
    content: '';
  }

  [part='name']:focus-visible {
    outline: none;
  }

  [part='name']:focus-visible::after {
    outline: 2px solid var(--_focus);
  }

  [part='name']:hover::after {
    box-shadow: inset 0 0 0 1px var(--_border);
  }

  [part='notice'] {
    color: var(--_negative-text);
  }

  .pri {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .pri:hover {
    background: color-mix(in oklab, var(--_accent) 87%, #000);
  }

  @container w (max-width: 259.9px) {
    .split {
      flex-wrap: wrap;
    }

    /* Between the figure and its target, never inside one. */
    .end {
      flex: 0 1 auto;
      white-space: normal;
    }

    .end > * {
      white-space: nowrap;
    }
  }

  @container w (max-width: 199.9px) {
    .end {
      margin-inline-start: 0;
    }

    .btn[part='create'] {
      inline-size: 100%;
    }
  }

  @container w (min-width: 600px) {
    [part='list'] {
      grid-template-columns: repeat(3, 1fr);
      gap: var(--_space-6);
    }

    [part='goal'] {
      align-content: start;
    }

    .split {
      flex-direction: column;
      align-items: flex-start;
      gap: 2px;
    }

    .split.small {
      gap: var(--_space-2);
    }

    .end {
      margin-inline-start: 0;
    }

    b {
      font-size: var(--_font-title);
    }
  }
`;
