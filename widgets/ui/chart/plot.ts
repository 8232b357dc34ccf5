import uPlot from 'uplot';
import type { Locale } from '../../core/locale.ts';
import { dots, extent, type ChartData, type Values } from './chart-data.ts';
import { axisPoints, gridLines } from './scale.ts';

/** What is drawn in which color, as CSS. */
export const inks = {
  line: 'var(--_series-1)',
  area: 'color-mix(in oklab, var(--_series-1) 8%, transparent)',
  band: 'color-mix(in oklab, var(--_series-1) 16%, transparent)',
  compare: 'var(--_compare)',
  grid: 'var(--_grid)',
  zero: 'var(--_border-strong)',
  text: 'var(--_text)',
  quiet: 'var(--_text-quiet)',
  surface: 'var(--_surface-raised)',
};

/** The same where the reader chose the colors. */
export const forcedInks: typeof inks = {
  line: 'CanvasText',
  area: 'transparent',
  band: 'transparent',
  compare: 'GrayText',
  grid: 'GrayText',
  zero: 'CanvasText',
  text: 'CanvasText',
  quiet: 'CanvasText',
  surface: 'Canvas',
};

export interface PlotOptions {
  readonly data: ChartData;
  readonly locale: Locale;
  /** Resolved: a canvas takes no variables. */
  readonly colors: typeof inks;
  /** Size in pixels and family of the text, as a canvas takes them. */
  readonly font: { readonly size: number; readonly family: string };
  readonly onCursor: (index: number | null) => void;
}

const NARROW = 200;
const SMALL = 360;
const GAP = 8;

/** Draws a chart into a box that has a size. The caller destroys it before drawing another. */
export function plot(box: HTMLElement, { data, locale, colors, font, onCursor }: PlotOptions): uPlot {
  const { clientWidth: width, clientHeight: height } = box;
  const { days, main, compare, projection, target, unit, notes = [] } = data;
  const narrow = width < NARROW;
  const lines = gridLines(...extent(data), unit === 'count');
  const shown = narrow ? [lines[0]!, lines.at(-1)!] : lines;
  const labels = shown.map((value) => axisLabel(value, data, locale));
  const measured = (text: string) => textWidth(text, font);
  const lastValue = main.values.findLast((value) => value !== null) ?? null;
  const endLabel = narrow || lastValue === null || projection ? '' : locale.value(lastValue, unit, data.currency);

  const named = axisPoints(days.length, narrow ? 1 : width < SMALL ? 2 : 4);
  const smallFont = (weight: number) => `${weight} ${font.size * uPlot.pxRatio}px ${font.family}`;

  const drawAxes = ({ ctx, bbox, valToPos }: uPlot) => {
    const px = uPlot.pxRatio;
    const zero = Math.round(valToPos(0, 'y', true));
    ctx.fillStyle = colors.zero;
    ctx.fillRect(bbox.left, zero, bbox.width, px);
    ctx.font = smallFont(400);
    ctx.fillStyle = colors.quiet;
    ctx.textBaseline = 'bottom';
    for (const index of named) {
      ctx.textAlign = index === 0 ? 'left' : index === days.length - 1 ? 'right' : 'center';
      ctx.fillText(dayLabel(days, index, locale), valToPos(index, 'x', true), height * px - px);
    }
  };

  const draw = ({ ctx, bbox, valToPos }: uPlot) => {
    const px = uPlot.pxRatio;
    ctx.font = smallFont(600);
    ctx.textAlign = 'left';
    if (target) {
      const y = Math.round(valToPos(target.value, 'y', true));
      ctx.strokeStyle = colors.text;
      ctx.lineWidth = 1.5 * px;
      ctx.setLineDash([4 * px, 3 * px]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.textBaseline = 'bottom';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4 * px;
      ctx.strokeStyle = colors.surface;
      ctx.strokeText(target.name, bbox.left + 6 * px, y - 5 * px);
      ctx.fillStyle = colors.text;
      ctx.fillText(target.name, bbox.left + 6 * px, y - 5 * px);
    }
    for (const { day, text } of notes) {
      const x = Math.round(valToPos(days.indexOf(day), 'x', true));
      ctx.strokeStyle = ctx.fillStyle = colors.quiet;
      ctx.lineWidth = px;
      ctx.setLineDash([px, 3 * px]);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.font = smallFont(400);
      ctx.textBaseline = 'bottom';
      // Past the middle the text stands before its line, so as not to be cut off.
      ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left';
      ctx.fillText(text, x, bbox.top - 2 * px);
      ctx.font = smallFont(600);
      ctx.textAlign = 'left';
    }
    if (endLabel && lastValue !== null) {
      ctx.textBaseline = 'middle';
      ctx.fillStyle = colors.text;
      const last = main.values.lastIndexOf(lastValue);
      ctx.fillText(endLabel, valToPos(last, 'x', true) + (GAP + 1) * px, valToPos(lastValue, 'y', true));
    }
  };

  const points = (values: Values, size: number, fill: string): uPlot.Series.Points => ({
    show: true,
    filter: () => dots(values),
    size,
    width: 2,
    fill,
    stroke: colors.surface,
  });
  const hidden = { points: { show: false }, spanGaps: true, class: 'unpointed' };
  const series: uPlot.Series[] = [
    {},
    { stroke: colors.line, width: 2, ...(projection ? {} : { fill: colors.area }), points: points(main.values, 10, colors.line) },
  ];
  if (compare) series.push({ stroke: colors.compare, width: 1.5, dash: [2, 4], points: points(compare.values, 8, colors.compare) });
  if (projection) series.push({ ...hidden, stroke: colors.line, width: 2, dash: [6, 4] }, { ...hidden, width: 0 }, { ...hidden, width: 0 });
  const drawn = [main.values, compare?.values, projection?.expected, projection?.low, projection?.high].filter((values) => values !== undefined);

  return new uPlot(
    {
      width,
      height,
      series,
      ...(projection ? { bands: [{ series: [series.length - 1, series.length - 2], fill: colors.band }] } : {}),
      padding: [target || notes.length ? 2 * font.size : font.size, endLabel ? measured(endLabel) + 2 * GAP : GAP, 0, 0],
      scales: { x: { time: false, range: () => [0, Math.max(1, days.length - 1)] }, y: { range: () => [lines[0]!, lines.at(-1)!] } },
      axes: [
        { size: font.size + 10, grid: { show: false }, ticks: { show: false }, values: () => [] },
        {
          size: Math.max(...labels.map(measured)) + GAP + 4,
          gap: GAP,
          font: `${font.size}px ${font.family}`,
          stroke: colors.quiet,
          grid: { stroke: colors.grid, width: 1 },
          ticks: { show: false },
          splits: () => shown,
          values: () => labels,
        },
      ],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        points: { show: () => document.createElement('i'), fill: (_, index) => (index === 1 ? colors.line : colors.compare) },
      },
      hooks: { drawAxes: [drawAxes], draw: [draw], setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
    },
    [days.map((_, index) => index), ...drawn.map((values) => [...values])],
    box,
  );
}

/** A day below a chart; between the ends the number alone, where the month is that of the first. */
function dayLabel(days: ChartData['days'], index: number, locale: Locale): string {
  const day = days[index]!;
  const isPlain = index > 0 && index < days.length - 1 && day.slice(0, 7) === days[0]!.slice(0, 7);
  return isPlain ? String(Number(day.slice(8))) : locale.date(day);
}

/** A value as short as an axis wants it: the title says the currency. */
function axisLabel(value: number, { unit, currency }: ChartData, locale: Locale): string {
  if (unit === 'rate') return locale.percent(value);
  if (unit === 'seconds') return locale.value(value, unit, currency);
  return locale.number(unit === 'money' ? value / 100 : value, { notation: 'compact', maximumFractionDigits: 1 });
}

let measuring: CanvasRenderingContext2D | null | undefined;

function textWidth(text: string, { size, family }: PlotOptions['font']): number {
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return 0;
  measuring.font = `600 ${size}px ${family}`;
  return Math.ceil(measuring.measureText(text).width);
}
