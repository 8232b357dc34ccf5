import type { Page } from 'playwright-core';

/** The element that has the focus, through shadow roots: how a screen reader would name it, in short. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'nothing';
    const label = element.getAttribute('aria-label') ?? ('labels' in element ? (element.labels as NodeListOf<Element> | null)?.[0]?.textContent : undefined) ?? element.textContent;
    return `${element.getAttribute('role') ?? element.localName} ${label.replace(/\s+/g, ' ').trim()}`;
  });
}

/** Presses Tab until the focus is on what is looked for, as somebody without a mouse does. */
export async function tabTo(page: Page, wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const now = await focused(page);
    if (wanted.test(now)) return;
    passed.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never came to ${wanted}, only to:\n${passed.join('\n')}`);
}
