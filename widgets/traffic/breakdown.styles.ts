import { css } from 'lit';
import tableStyles from '../ui/table/table.styles.ts';

export default [
  tableStyles,
  css`
    :host {
      container: breakdown / inline-size;
    }

    [role='tablist'] {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--_space-1);
      margin-block-end: var(--_space-2);
      border-block-end: 1px solid var(--_border);
    }

    [role='tab'] {
      flex: none;
      min-block-size: var(--_target-dense);
      padding: var(--_space-2);
      border: 0;
      border-block-end: 2px solid transparent;
      background: none;
      color: var(--_text-quiet);
      font: inherit;
      font-size: var(--_font-small);
      font-weight: 600;
      cursor: pointer;
    }

    [role='tab'][aria-selected='true'] {
      border-color: var(--_accent);
      color: var(--_text);
    }

    [role='tab']:focus-visible {
      outline-offset: -2px;
    }

    .panel {
      min-block-size: calc(var(--_font-size) * 12);
    }

    table {
      table-layout: fixed;
    }

    thead th {
      background: var(--_surface);
    }

    td,
    thead th:not(:first-child) {
      inline-size: calc(var(--_font-size) * 5.25);
    }

    tbody th {
      position: relative;
      padding: 2px 0;
    }

    tbody th button {
      position: relative;
      display: block;
      inline-size: 100%;
      min-block-size: 28px;
      padding: 0 var(--_space-2);
      overflow: hidden;
      border: 0;
      border-radius: var(--_radius-s);
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      text-overflow: ellipsis;
      white-space: nowrap;
      cursor: pointer;
    }

    tbody th button:hover {
      text-decoration: underline 1px;
      text-underline-offset: 0.22em;
    }

    tbody th svg {
      position: absolute;
      inset: 2px 0;
      inline-size: 100%;
      block-size: calc(100% - 4px);
    }

    tbody th rect {
      fill: var(--_accent-soft);
    }

    @container breakdown (max-width: 519.9px) {
      .from-m {
        display: none;
      }
    }

    @container breakdown (max-width: 279.9px) {
      .from-s {
        display: none;
      }
    }

    @media (pointer: coarse) {
      [role='tab'],
      tbody th button {
        min-block-size: var(--_target);
      }
    }
  `,
];
