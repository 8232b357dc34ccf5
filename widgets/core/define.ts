/** A class of ours, whichever copy of the SDK it came from. */
export interface ArcoElement extends CustomElementConstructor {
  readonly tag?: string;
  readonly version?: string;
}

/**
 * Defines an element unless its tag is taken. Never throws, as that would stop every element after it: two copies
 * of the SDK on one page are a mistake to be told, not an outage.
 */
export function define(tag: string, element: ArcoElement): void {
  const taken = customElements.get(tag) as ArcoElement | undefined;
  if (!taken) {
    // A class may carry one tag only, and another tag is for another prefix.
    customElements.define(tag, tag === element.tag ? element : class extends element {});
  } else if (taken.tag !== element.tag || taken.version !== element.version) {
    console.warn(`[arco] <${tag}> is already defined, by ${taken.version ?? 'something else'}; ${element.version} keeps off`);
  }
}
