import { css } from 'lit';

export default css`
  .scroll {
    overflow: auto;
    overscroll-behavior: contain;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_font-small);
    line-height: 1.4;
  }

  :is(th, td) {
    padding: var(--_space-2);
    border-block-start: 1px solid var(--_border);
    font-weight: 400;
    text-align: end;
    white-space: nowrap;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    border: 0;
    background: var(--_surface-raised);
    color: var(--_text-quiet);
    font-size: var(--_font-caption);
    vertical-align: bottom;
    white-space: normal;
  }

  tr > :first-child {
    padding-inline-start: 0;
    text-align: start;
  }

  tr > :last-child {
    padding-inline-end: 0;
  }
`;
