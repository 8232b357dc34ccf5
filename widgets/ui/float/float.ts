/** Pixels between what floats and what it belongs to, and from the edge of the screen. */
const GAP = 6;
const EDGE = 8;

/** Which edges of the two are in line: the first in reading order, the last, or their middles. */
export type Align = 'start' | 'end' | 'center';

/**
 * Keeps something in the top layer beside its anchor: below it, or above where the screen ends, and never off the screen.
 * Answers what ends that. Placed through the object model, since a style attribute would not pass a strict content policy.
 */
export function keepBeside(floating: HTMLElement, anchor: Element, align: Align): () => void {
  const place = (): void => {
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth: width, offsetHeight: height } = floating;
    const box = anchor.getBoundingClientRect();
    const below = box.bottom + GAP;
    const above = box.top - GAP - height;
    const top = below + height <= clientHeight - EDGE || above < EDGE ? below : above;
    const isRtl = getComputedStyle(anchor).direction === 'rtl';
    const left = align === 'center' ? (box.left + box.right - width) / 2 : (align === 'start') === isRtl ? box.right - width : box.left;
    floating.style.setProperty('left', `${within(left, clientWidth - width)}px`);
    floating.style.setProperty('top', `${within(top, clientHeight - height)}px`);
  };
  const resizes = new ResizeObserver(place);
  resizes.observe(floating);
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  place();
  return () => {
    resizes.disconnect();
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  };
}

const within = (at: number, room: number): number => Math.max(EDGE, Math.min(at, room - EDGE));
