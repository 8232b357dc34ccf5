// A chunk of its own, as few people ever see one.
import { generate } from 'lean-qr/nano';
import { html, type TemplateResult } from 'lit';

/** Modules that a reader wants to be blank around a code. */
const MARGIN = 4;

/** A text as a QR code: a drawing, so that it goes to no server and under any policy. */
export function qr(text: string, label: string): TemplateResult {
  const code = generate(text);
  const size = code.size + MARGIN * 2;
  let path = '';
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) path += `M${x + MARGIN} ${y + MARGIN}h1v1h-1z`;
  }
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges"><path d=${path} /></svg>`;
}
