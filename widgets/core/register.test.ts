import { expect, fixture, html } from '@open-wc/testing';
import { setAppearance } from '../appearance.ts';
import { define } from './define.ts';
import { ArcoProvider } from './provider.ts';
import { register } from './register.ts';
import { Widget } from './widget.ts';

let tags = 0;
const widget = (version = ARCO_VERSION) => {
  const tag = `arco-thing-${(tags += 1)}`;
  return class extends (Widget as unknown as new () => HTMLElement) {
    static readonly tag = tag;
    static readonly version = version;
    static register(name: string = tag): void {
      define(name, this);
    }
  };
};

describe('register', () => {
  const warn = console.warn;
  let warnings: string[];

  beforeEach(() => {
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
  });

  afterEach(() => {
    console.warn = warn;
  });

  it('defines the provider and every element of a module, and nothing else that it exports', () => {
    const Thing = widget();

    register({ Thing, helper: () => {}, list: [1], nothing: undefined });

    expect(customElements.get('arco-provider')).to.equal(ArcoProvider);
    expect(customElements.get(Thing.tag)).to.equal(Thing);
  });

  it('may be called twice, also by a second copy of the same version', () => {
    const Thing = widget();
    register({ Thing });
    register({ Thing });
    const Copy = Object.assign(widget(), { tag: Thing.tag });
    define(Thing.tag, Copy);

    expect(customElements.get(Thing.tag)).to.equal(Thing);
    expect(warnings).to.deep.equal([]);
  });

  it('never throws when another version or another library was first, and says who', () => {
    const Old = widget('1.4.0');
    register({ Old });
    const New = Object.assign(widget('1.5.0'), { tag: Old.tag });
    customElements.define('arco-foreign', class extends HTMLElement {});

    define(Old.tag, New);
    define('arco-foreign', New);

    expect(customElements.get(Old.tag)).to.equal(Old);
    expect(warnings).to.deep.equal([
      `[arco] <${Old.tag}> is already defined, by 1.4.0; 1.5.0 keeps off`,
      '[arco] <arco-foreign> is already defined, by something else; 1.5.0 keeps off',
    ]);
  });

  it('gives two versions tags of their own with a prefix', () => {
    const Thing = widget();

    register({ Thing });
    register({ Thing }, 'acme');

    expect(customElements.get(Thing.tag)).to.equal(Thing);
    expect(customElements.get(Thing.tag.replace('arco', 'acme'))?.prototype).to.be.instanceOf(Thing);
    expect(customElements.get('acme-provider')?.prototype).to.be.instanceOf(ArcoProvider);
  });
});

describe('setAppearance', () => {
  it('sets tokens by the names of the style sheet, and takes them back', async () => {
    const element = await fixture<HTMLElement>(html`<div></div>`);

    setAppearance({ accent: 'tomato', textQuiet: 'gray', series2: 'teal', radiusL: '0' }, element);
    expect(element.style.cssText).to.equal('--arco-accent: tomato; --arco-text-quiet: gray; --arco-series-2: teal; --arco-radius-l: 0;');

    setAppearance({ accent: undefined }, element);
    expect(element.style.getPropertyValue('--arco-accent')).to.equal('');
  });
});
