import type { Locator } from 'playwright-core';

/**
 * What does not fit in a widget: boxes that stick out of it, figures that are cut or broken over lines, buttons too
 * small to hit, in pixels. Runs in the page.
 */
function look(host: Element, least: number): string[] {
  const problems: string[] = [];
  const outer = host.getBoundingClientRect();
  const name = (element: Element) => `${element.localName}${element.getAttribute('part') ? `[part=${element.getAttribute('part')}]` : ''}`;
  const clips = (element: Element) => getComputedStyle(element).overflowX !== 'visible';
  // What is for screen readers alone, and what is not drawn. A slot has no box of its own, and its content has.
  const isUnseen = (element: Element) => getComputedStyle(element).clipPath !== 'none' || (element.localName !== 'slot' && !element.checkVisibility());
  const inside = (rect: DOMRect, box: DOMRect) => rect.left >= box.left - 0.6 && rect.right <= box.right + 0.6;

  const visit = (root: ParentNode, around: DOMRect[]): void => {
    for (const element of root.children) {
      if (isUnseen(element)) continue;
      const rect = element.getBoundingClientRect();
      const drawn = !(element instanceof SVGElement) || element instanceof SVGSVGElement;
      if (drawn && rect.width > 0 && !inside(rect, outer)) problems.push(`${name(element)} sticks out: ${rect.left}–${rect.right} of ${outer.left}–${outer.right}`);
      if (element.matches('button, summary, label:has([type=radio])') && rect.width > 0 && (rect.width < least || rect.height < least)) {
        // A name whose whole row is its target is larger than its text.
        if (getComputedStyle(element, '::after').position !== 'absolute') problems.push(`${name(element)} ${element.textContent.trim()} is ${rect.width} × ${rect.height}`);
      }
      const boxes = clips(element) ? [...around, rect] : around;
      for (const node of element.childNodes) {
        const text = node.textContent ?? '';
        if (node.nodeType !== Node.TEXT_NODE || !/\d/.test(text)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const lines = [...range.getClientRects()];
        if (lines.some((line) => ![outer, ...boxes].every((box) => inside(line, box)))) problems.push(`cut: ${text.trim()}`);
      }
      if (element.matches('[part=figure], b') && /\d/.test(element.textContent)) {
        const range = document.createRange();
        range.selectNodeContents(element);
        const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
        const top = Math.min(...rects.map((line) => line.bottom));
        if (rects.some((line) => line.top > top)) problems.push(`broken over lines: ${element.textContent.trim()}`);
      }
      visit(element, boxes);
      if (element.shadowRoot) visit(element.shadowRoot, boxes);
    }
  };
  visit(host.shadowRoot!, []);
  return problems;
}

/** `least` is how wide and high a target must be. */
export async function misfits(widgets: Locator, least = 24): Promise<string[]> {
  const found: string[] = [];
  for (const widget of await widgets.all()) {
    const { tag, problems } = { tag: await widget.evaluate((element) => `${element.localName} in ${element.clientWidth} px`), problems: await widget.evaluate(look, least) };
    found.push(...problems.map((problem) => `${tag}: ${problem}`));
  }
  return found;
}
