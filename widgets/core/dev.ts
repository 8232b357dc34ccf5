import type { Widget } from './widget.ts';

const patience = 2000;

/** In a development build, says what a widget that has nobody to ask is waiting for. */
export function explainWaiting(widget: Widget): void {
  setTimeout(() => {
    if (!widget.isConnected || widget.api || widget.mock || widget.previewState) return;
    console.warn(
      `[arco] <${widget.localName}> has nobody to ask: put it in an <arco-provider> with a publishable-key, token-url or fetchToken, ` +
        'or call providePage(). The attribute mock shows example data.',
    );
  }, patience);
}
