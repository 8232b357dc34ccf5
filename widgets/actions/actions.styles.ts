import { css } from 'lit';

export default css`
  [part='list'] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  [part='action'] {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    min-inline-size: 0;
    padding: clamp(var(--_space-3), 5cqi, var(--_space-5));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-m);
    background: var(--_surface);
  }

  .top {
    display: flex;
    gap: var(--_space-2);
    align-items: center;
    justify-content: space-between;
    min-block-size: 24px;
  }

  h4 {
    margin: 0;
    font-size: var(--_font-title);
    font-weight: 600;
    line-height: 1.4;
    overflow-wrap: break-word;
    text-wrap: pretty;
  }

  [part='gain'] {
    font-weight: 600;
  }

  .do {
    margin-block-start: auto;
    padding-block-start: var(--_space-3);
  }

  [part='act'] {
    inline-size: 100%;
    min-block-size: var(--_target);
    border-radius: var(--_radius-m);
    font-size: var(--_font-body);
  }

  .pri {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .pri:hover {
    background: color-mix(in oklab, var(--_accent) 87%, #000);
  }

  .alt {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    margin: var(--_space-1) calc(var(--_space-2) * -1) calc(var(--_space-2) * -1);
  }

  .alt .btn {
    padding-inline: var(--_space-2);
    border-color: transparent;
    background: none;
    color: var(--_text-quiet);
    font-weight: 500;
  }

  .alt .btn:hover {
    background: var(--_surface-hover);
  }

  [part='action'][aria-busy='true'] {
    opacity: 0.6;
  }

  .foot .lnk {
    font-size: var(--_font-small);
  }

  .only-xs {
    display: none;
  }

  .sk.card {
    block-size: 188px;
    border-radius: var(--_radius-l);
  }

  .cards {
    display: grid;
    gap: var(--_space-3);
  }

  /* A frame inside a frame would leave no room for words. */
  @container w (max-width: 279.9px) {
    [part='action'] {
      padding: var(--_space-3) 0 0;
      border-width: 1px 0 0;
      border-radius: 0;
      background: none;
    }
  }

  @container w (max-width: 199.9px) {
    .only-xs {
      display: revert;
    }

    .alt {
      display: none;
    }

    .top {
      gap: 0;
    }

    /* The word says it alone where there is no room for both. */
    .chip .i {
      display: none;
    }
  }

  @container w (min-width: 700px) {
    [part='list'],
    .cards {
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: var(--_space-4);
    }

    .sk.card {
      block-size: 236px;
    }
  }

  @media (pointer: coarse) {
    .foot .lnk {
      min-block-size: var(--_target);
    }
  }
`;
