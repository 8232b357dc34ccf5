import { css } from 'lit';
import tableStyles from '../table/table.styles.ts';

export default [
  tableStyles,
  css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--_space-3);
      container: chart / inline-size;
    }

    .plot,
    .scroll {
      block-size: var(--_chart-height, 176px);
    }

    .plot {
      position: relative;
      min-inline-size: 0;
      direction: ltr;
      border-radius: var(--_radius-s);
    }

    .box {
      position: absolute;
      inset: 0;
    }

    @container chart (max-width: 199.9px) {
      .plot,
      .scroll {
        block-size: 120px;
      }
    }

    /* What uPlot needs of its own style sheet. */
    .uplot {
      inline-size: min-content;
    }

    .u-wrap {
      position: relative;
      user-select: none;
    }

    .u-over,
    .u-under,
    .u-axis,
    .u-cursor-x,
    .u-cursor-pt {
      position: absolute;
    }

    .u-under {
      overflow: hidden;
    }

    .uplot canvas {
      display: block;
      position: relative;
      inline-size: 100%;
      block-size: 100%;
    }

    .u-cursor-x,
    .u-cursor-pt {
      inset: 0 auto auto 0;
      pointer-events: none;
      will-change: transform;
    }

    .u-cursor-x {
      block-size: 100%;
      border-inline-end: 1px solid var(--_border-strong);
    }

    .u-cursor-pt {
      inline-size: 10px;
      block-size: 10px;
      margin: -5px 0 0 -5px;
      border-radius: 50%;
      box-shadow: 0 0 0 2px var(--_surface-raised);
    }

    .u-select,
    .unpointed,
    .u-off {
      display: none;
    }

    .tip {
      position: absolute;
      inset: 0 auto auto 0;
      z-index: 1;
      padding: var(--_space-2) var(--_space-3);
      border: 1px solid var(--_border);
      border-radius: var(--_radius-m);
      background: var(--_surface-raised);
      box-shadow: var(--_shadow-2);
      font-size: var(--_font-small);
      line-height: 1.45;
      white-space: nowrap;
      pointer-events: none;
    }

    .tip[hidden] {
      display: none;
    }

    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: var(--_space-1) var(--_space-4);
      list-style: none;
      color: var(--_text-quiet);
      font-size: var(--_font-small);
      line-height: 1.4;
    }

    .legend li {
      display: flex;
      align-items: center;
      gap: var(--_space-2);
    }

    .key {
      flex: none;
      inline-size: 18px;
      block-size: 10px;
      fill: none;
      stroke: var(--_series-1);
      stroke-width: 2;
    }

    .key .fill {
      fill: var(--_series-1);
      stroke: none;
      opacity: 0.16;
    }

    .key.compare {
      stroke: var(--_compare);
      stroke-dasharray: 2 4;
    }

    .key .expected {
      stroke-dasharray: 6 4;
    }

    .lnk {
      justify-self: start;
      font-size: var(--_font-small);
    }

    @media (pointer: coarse) {
      .lnk {
        min-block-size: var(--_target);
      }
    }

    /* A canvas takes no variables: this resolves them, and tells by a transition when a color of the theme changed. */
    .probe {
      position: absolute;
      visibility: hidden;
      border-color: var(--_surface-raised);
      background: var(--_series-1);
      color: var(--_text);
      font-size: var(--_font-caption);
      forced-color-adjust: none;
      transition: 1ms;
    }

    @media (forced-colors: active) {
      .tip {
        border-color: CanvasText;
      }

      .u-cursor-pt,
      .key {
        forced-color-adjust: none;
        stroke: CanvasText;
      }
    }
  `,
];
