/** What the script tag knows of a module before its code is there. */
export interface ModuleEntry {
  readonly load: () => Promise<object>;
  /** Its texts in the languages that are not in the bundle. */
  readonly texts: Readonly<Record<string, () => Promise<unknown>>>;
  /** Its tags without their prefix, each with the height to keep free, in pixels at a font size of 16. */
  readonly heights: Readonly<Record<string, number>>;
}

export type ModuleTable = Readonly<Record<string, ModuleEntry>>;

/** Finds the widgets of a page, also those added later and those in open shadow roots, and asks for their modules. */
export class Finder {
  readonly #prefix: string;
  readonly #modules = new Map<string, string>();
  readonly #need: (module: string, element: Element) => void;
  readonly #roots = new WeakSet<Node>();
  readonly #warned = new Set<string>();
  readonly #sheet = new CSSStyleSheet();

  readonly #near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.#ask(target);
    },
    { rootMargin: '300px' },
  );

  readonly #changes = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) this.#visitAll(node);
  });

  /** `need` is called with the module of each element that is to be shown. `theme` is for widgets that no provider gives one. */
  constructor(prefix: string, table: ModuleTable, theme: string | undefined, need: (module: string, element: Element) => void) {
    this.#prefix = `${prefix}-`;
    this.#need = need;
    let css = '';
    for (const [module, { heights }] of Object.entries(table)) {
      for (const [name, height] of Object.entries(heights)) {
        const tag = this.#prefix + name;
        this.#modules.set(tag, module);
        css += `${tag}:not(:defined){display:block;min-block-size:calc(var(--arco-font-size,16px)*${height / 16})}${tag}:not(:defined)>[slot]:not([slot=fallback]){display:none}`;
      }
    }
    if (theme) css += `:is(${[...this.#modules.keys()]}):not([theme],${prefix}-provider[theme] *){color-scheme:${theme}}`;
    this.#sheet.replaceSync(css);
  }

  /** Watches a document, or a shadow root that the page could not be seen attaching. */
  observe(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    root.adoptedStyleSheets.push(this.#sheet);
    this.#changes.observe(root, { childList: true, subtree: true });
    this.#visitAll(root);
  }

  #visitAll(root: ParentNode): void {
    if (root instanceof Element) this.#visit(root);
    for (const element of root.querySelectorAll('*')) this.#visit(element);
  }

  #visit(element: Element): void {
    const { localName: tag, shadowRoot } = element;
    if (tag.startsWith(this.#prefix)) this.#find(tag, element);
    else if (shadowRoot) this.observe(shadowRoot);
    else if (tag.includes('-') && !customElements.get(tag)) {
      // Most attach their shadow root while they are being upgraded.
      void customElements.whenDefined(tag).then(() => element.shadowRoot && this.observe(element.shadowRoot));
    }
  }

  #find(tag: string, element: Element): void {
    if (customElements.get(tag) || tag === `${this.#prefix}provider`) return;
    if (!this.#modules.has(tag)) {
      if (!this.#warned.has(tag)) console.warn(`[arco] There is no <${tag}>`);
      this.#warned.add(tag);
    } else if (element.getAttribute('loading') === 'eager') this.#ask(element);
    else this.#near.observe(element);
  }

  #ask(element: Element): void {
    this.#near.unobserve(element);
    // Spares the widget a look of its own.
    (element as Element & { near?: boolean }).near = true;
    this.#need(this.#modules.get(element.localName)!, element);
  }
}
