import { aTimeout, expect } from '@open-wc/testing';
import { Finder, type ModuleTable } from './finder.ts';

const entry = (heights: Record<string, number>) => ({ load: async () => ({}), texts: {}, heights });
const table: ModuleTable = { goals: entry({ goals: 320 }), leads: entry({ leads: 400, lead: 200 }) };
let prefixes = 0;

describe('Finder', () => {
  let prefix: string;
  let asked: string[];
  let warnings: string[];
  let finder: Finder;
  const warn = console.warn;

  beforeEach(() => {
    // A tag can be defined once in the life of a page, so every test has tags of its own.
    prefix = `t${(prefixes += 1)}`;
    asked = [];
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
    finder = new Finder(prefix, table, undefined, (module, element) => asked.push(`${module} for ${element.localName}`));
  });

  afterEach(() => {
    console.warn = warn;
    document.body.replaceChildren();
  });

  const add = (html: string, parent: Element | ShadowRoot = document.body) => {
    parent.append(document.createRange().createContextualFragment(html.replaceAll('x-', `${prefix}-`)));
    return parent.lastElementChild as HTMLElement & { near?: boolean };
  };
  /** Long enough for the browser to tell what is near, which it does with a frame. */
  const look = () => aTimeout(100);

  it('finds what is there, and what is added later', async () => {
    add('<x-goals></x-goals>');
    finder.observe(document);
    await look();
    expect(asked).to.deep.equal([`goals for ${prefix}-goals`]);

    add('<section><x-lead></x-lead></section>');
    await look();
    expect(asked).to.have.length(2).and.to.include(`leads for ${prefix}-lead`);
  });

  it('waits until a widget is near, unless it is eager', async () => {
    const spacer = add('<div></div>');
    spacer.style.height = '5000px';
    const far = add('<x-goals></x-goals>');
    add('<x-leads loading="eager"></x-leads>');
    finder.observe(document);
    await look();
    expect(asked).to.deep.equal([`leads for ${prefix}-leads`]);

    far.scrollIntoView();
    await look();
    expect(asked).to.include(`goals for ${prefix}-goals`);
    expect(far.near).to.equal(true);
  });

  it('looks into open shadow roots, also of elements that are upgraded later, and of those it is told', async () => {
    const host = add('<div></div>');
    add('<x-goals></x-goals>', host.attachShadow({ mode: 'open' }));
    add('<x-late></x-late>'.replace('x-late', `late-${prefix}`));
    const silent = add('<div></div>');
    finder.observe(document);
    await look();
    expect(asked).to.have.length(1);

    customElements.define(
      `late-${prefix}`,
      class extends HTMLElement {
        connectedCallback(): void {
          add('<x-lead></x-lead>', this.attachShadow({ mode: 'open' }));
        }
      },
    );
    await look();
    expect(asked).to.have.length(2).and.to.include(`leads for ${prefix}-lead`);

    const root = silent.attachShadow({ mode: 'open' });
    finder.observe(root);
    add('<p><x-leads></x-leads></p>', root);
    await look();
    expect(asked).to.have.length(3).and.to.include(`leads for ${prefix}-leads`);
  });

  it('warns once of a tag that does not exist, and goes on', async () => {
    add('<x-gaols></x-gaols><x-gaols></x-gaols><x-provider></x-provider><x-goals></x-goals>');
    finder.observe(document);
    await look();

    expect(warnings).to.deep.equal([`[arco] There is no <${prefix}-gaols>`]);
    expect(asked).to.deep.equal([`goals for ${prefix}-goals`]);
  });

  it('leaves alone what is defined, and tags that are not ours', async () => {
    customElements.define(`${prefix}-goals`, class extends HTMLElement {});
    add('<x-goals></x-goals><other-thing></other-thing>');
    finder.observe(document);
    await look();

    expect(asked).to.deep.equal([]);
    expect(warnings).to.deep.equal([]);
  });

  it('keeps the height of what is not there yet free, in shadow roots too, and hides all of its content but the fallback', async () => {
    finder.observe(document);
    const host = add('<div></div>');
    const root = host.attachShadow({ mode: 'open' });
    finder.observe(root);
    for (const place of [document.body, root]) {
      const element = add('<x-leads><b slot="heading">Título</b><p slot="fallback">Texto</p></x-leads>', place);
      const [heading, fallback] = [...element.children];

      expect(element.getBoundingClientRect().height).to.equal(400);
      expect(heading!.getClientRects()).to.have.length(0);
      expect(fallback!.getClientRects()).to.have.length(1);
    }
  });

  it('gives widgets the theme of the page, but not where a provider or the widget itself has one', () => {
    finder = new Finder(prefix, table, 'dark', () => {});
    finder.observe(document);
    const scheme = (html: string) => {
      const element = add(html);
      return getComputedStyle(element.querySelector(`${prefix}-goals`) ?? element).colorScheme;
    };

    expect(scheme('<x-goals></x-goals>')).to.equal('dark');
    expect(scheme('<x-goals theme="auto"></x-goals>')).to.equal('normal');
    expect(scheme('<x-provider theme="light"><x-goals></x-goals></x-provider>')).to.equal('normal');
  });
});
