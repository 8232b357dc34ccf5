import { css } from 'lit';

export default css`
  /* Room for what is saved, as the icon beside it takes: the head is as high before it is there. */
  arco-ui-traffic-export {
    margin-block: calc(var(--_space-1) * -1);
  }

  .bar,
  .lead {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
    align-items: center;
  }

  .lead {
    gap: 0 var(--_space-3);
    align-items: baseline;
  }

  .btn[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
    color: var(--_accent-text);
  }

  [part='filter'] {
    max-inline-size: 100%;
    border-color: var(--_accent);
    color: var(--_accent-text);
  }

  [part='filter'] span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  [part='totals'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(calc(var(--_font-size) * 6.75), 1fr));
    gap: var(--_space-2);
  }

  [part='total'] {
    display: flex;
    flex-direction: column;
    gap: 2px;
    min-inline-size: 0;
    min-block-size: var(--_target);
    padding: var(--_space-2);
    border: 1px solid transparent;
    border-radius: var(--_radius-m);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_font-small);
    line-height: 1.35;
    text-align: start;
    cursor: pointer;
  }

  [part='total']:hover {
    background: var(--_surface-hover);
  }

  [part='total'][aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-soft);
  }

  [part='total'] b {
    font-size: var(--_font-title);
  }

  .plot {
    min-block-size: calc(var(--_chart-height, 220px) + var(--_font-size) * 4);
  }

  .sk.plot,
  .plot .sk {
    block-size: 220px;
  }

  [part='notes'] {
    display: grid;
    gap: var(--_space-1);
  }

  /* Seven are four and three: five and two would look like some are missing. */
  @container w (min-width: 520px) {
    [part='totals'] {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }

  @container w (min-width: 920px) {
    [part='totals'] {
      grid-template-columns: repeat(7, minmax(0, 1fr));
    }
  }

  @container w (max-width: 359.9px) {
    [part='total'] [part='delta'] {
      display: none;
    }
  }

  @container w (max-width: 199.9px) {
    .from-s {
      display: none;
    }

    .plot {
      min-block-size: calc(120px + var(--_font-size) * 3);
    }
  }

  @media (forced-colors: active) {
    [aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
