import { expect } from '@open-wc/testing';
import { VisitedPage, type Visit } from './test/visited.ts';

const here = new URL('./test/empty.html', import.meta.url).href;
const stored = 'arco-visitor';
const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('the collector', () => {
  let opened: VisitedPage[];

  const open = async (visit?: Visit) => {
    const page = await VisitedPage.open(visit);
    opened.push(page);
    return page;
  };
  const status = (code: number, headers?: Record<string, string>) => new Response('{}', { status: code, ...(headers && { headers }) });

  beforeEach(() => {
    opened = [];
    localStorage.removeItem(stored);
  });

  afterEach(() => {
    for (const page of opened) page.close();
    localStorage.removeItem(stored);
  });

  describe('page views', () => {
    it('counts one on load, in a request without preflight or credentials', async () => {
      const { requests } = await open();
      expect(requests).to.have.length(1);
      const [{ address, hits, init }] = requests as [(typeof requests)[0]];
      expect(address).to.equal('https://arco.example/api/collect');
      expect(init).to.include({ method: 'POST', credentials: 'omit', keepalive: true });
      expect(init.headers).to.equal(undefined);
      expect(hits).to.have.length(1);
      expect(hits[0]!.id).to.match(uuid);
      expect(hits[0]).to.deep.equal({ key: 'pk_test_site', id: hits[0]!.id, type: 'pageview', url: `${here}?` });
    });

    it('waits until the page is seen', async () => {
      const page = await open({ hidden: true });
      expect(page.requests).to.have.length(0);
      page.show();
      page.show(false);
      page.show();
      await page.settled();
      expect(page.types).to.deep.equal(['pageview']);
    });

    it('counts a change of path or search, and not of the hash or nothing', async () => {
      const page = await open({ at: '?produto=1' });
      const { history } = page.window;
      history.pushState({}, '', '/vestidos');
      history.pushState({}, '', '/vestidos#topo');
      history.replaceState({ scroll: 3 }, '');
      history.pushState({}, '', '/vestidos?cor=azul');
      history.replaceState({}, '', '/saias');
      await page.settled();
      expect(page.hits.map(({ url }) => new URL(url).pathname)).to.deep.equal([new URL(here).pathname, '/vestidos', '/vestidos', '/saias']);
      expect(history.state).to.deep.equal({});
    });

    it('counts going back', async () => {
      const page = await open();
      const { history } = page.window;
      const back = Object.getPrototypeOf(history) as History;
      back.replaceState.call(history, {}, '', '/antes');
      page.window.dispatchEvent(new PopStateEvent('popstate'));
      page.window.dispatchEvent(new PopStateEvent('popstate'));
      await page.settled();
      expect(page.types).to.deep.equal(['pageview', 'pageview']);
    });

    it('counts a page that comes back from memory, once', async () => {
      const page = await open();
      page.window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
      page.show(false);
      page.show();
      page.window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      await page.settled();
      expect(page.types).to.deep.equal(['pageview', 'pageview']);
    });

    it('counts none by itself with data-manual', async () => {
      const page = await open({ tag: { manual: '' } });
      page.window.history.pushState({}, '', '/vestidos');
      page.show();
      await page.settled();
      expect(page.requests).to.have.length(0);
      page.arco.pageview();
      await page.settled();
      expect(page.types).to.deep.equal(['pageview']);
    });

    it('sends of the address only what campaigns put there', async () => {
      const page = await open({ at: '?email=ana@loja.example&utm_source=carta&utm_campaign=black%20friday&gclid=1&fbclid=2&msclkid=3&wbraid=4&ref=blog&token=x#segredo' });
      expect(page.hits[0]!.url).to.equal(`${here}?utm_source=carta&utm_campaign=black+friday&gclid=1&fbclid=2&msclkid=3&wbraid=4&ref=blog`);
    });

    it('names who referred to the site with its first hit, without search, and no page of the site itself', async () => {
      const page = await open({ referrer: 'https://blog.example/moda?leitor=ana#a' });
      page.window.history.pushState({}, '', '/vestidos');
      await page.settled();
      expect(page.hits.map(({ referrer }) => referrer)).to.deep.equal(['https://blog.example/moda', undefined]);
      const inside = await open({ referrer: `${location.origin}/outra` });
      expect(inside.hits[0]!.referrer).to.equal(undefined);
    });
  });

  describe('events and conversions', () => {
    it('sends what is called, together with what else happened in that turn', async () => {
      const page = await open();
      page.window.history.pushState({}, '', '/obrigado');
      page.arco.event('video');
      page.arco.convert('compra', 129.9, 'USD');
      page.arco.convert('contato');
      page.arco.convert('orçamento', '1290,50');
      page.arco.convert('visita', 'a combinar');
      await page.settled();
      expect(page.requests).to.have.length(2);
      const sent = page.requests[1]!.hits.map(({ type, name, value, currency }) => ({ type, name, value, currency }));
      expect(sent).to.deep.equal([
        { type: 'pageview', name: undefined, value: undefined, currency: undefined },
        { type: 'event', name: 'video', value: undefined, currency: undefined },
        { type: 'conversion', name: 'compra', value: 129.9, currency: 'USD' },
        { type: 'conversion', name: 'contato', value: undefined, currency: undefined },
        { type: 'conversion', name: 'orçamento', value: 1290.5, currency: undefined },
        { type: 'conversion', name: 'visita', value: undefined, currency: undefined },
      ]);
      expect(new Set(page.hits.map(({ id }) => id)).size).to.equal(7);
    });

    it('does what was called before it came', async () => {
      const page = await open({
        before: (window) => {
          window.arco = { q: [['convert', 'compra', 50], ['consent', false], ['nothing', 1]] } as never;
        },
      });
      expect(page.types).to.have.members(['compra', 'pageview']);
      expect(page.hits.find(({ name }) => name)!.value).to.equal(50);
    });

    it('hears clicks on links and buttons that say so, also where the page stops them', async () => {
      const page = await open();
      const link = page.add('<a href="#x" data-arco-convert="whatsapp"><span>Fale conosco</span></a>');
      link.addEventListener('click', (event) => event.stopPropagation());
      link.querySelector('span')!.click();
      page.add('<button data-arco-convert="compra" data-arco-value="59,90" data-arco-currency="BRL">Comprar</button>').click();
      page.add('<button>Outro</button>').click();
      await page.settled();
      expect(page.hits.slice(1).map(({ type, name, value, currency }) => [type, name, value, currency])).to.deep.equal([
        ['conversion', 'whatsapp', undefined, undefined],
        ['conversion', 'compra', 59.9, 'BRL'],
      ]);
    });

    it('hears forms when they are submitted, not when they are clicked', async () => {
      const page = await open();
      const form = page.add('<form data-arco-convert="contato"><input required><button>Enviar</button></form>');
      form.addEventListener('submit', (event) => event.preventDefault());
      const [input, button] = [form.querySelector('input')!, form.querySelector('button')!];
      button.click();
      input.click();
      await page.settled();
      expect(page.types).to.deep.equal(['pageview']);
      input.value = 'Ana';
      button.click();
      await page.settled();
      expect(page.types).to.deep.equal(['pageview', 'contato']);
    });

    it('hears both inside shadow roots, each once', async () => {
      const page = await open();
      const outer = page.add('<div></div>').attachShadow({ mode: 'open' });
      const inner = page.add('<div></div>', outer).attachShadow({ mode: 'open' });
      page.add('<button data-arco-convert="ligar">Ligar</button>', inner).click();
      const form = page.add('<form data-arco-convert="contato"><button>Enviar</button></form>', inner);
      form.addEventListener('submit', (event) => event.preventDefault());
      form.querySelector('button')!.click();
      form.querySelector('button')!.click();
      await page.settled();
      expect(page.types).to.deep.equal(['pageview', 'ligar', 'contato', 'contato']);
    });
  });

  describe('delivery', () => {
    it('keeps hits until they are acknowledged, and sends them again under the same ids', async () => {
      let failures = 0;
      const page = await open({ hidden: true });
      page.answer = () => {
        failures += 1;
        if (failures < 3) throw new TypeError('Failed to fetch');
        return status(failures === 3 ? 503 : 202);
      };
      page.arco.event('video');
      await page.settled();
      expect(page.requests).to.have.length(4);
      expect(new Set(page.hits.map(({ id }) => id)).size).to.equal(1);
      expect(page.pauses).to.deep.equal([1, 2, 4]);
      page.arco.event('fim');
      await page.settled();
      expect(page.requests[4]!.hits.map(({ name }) => name)).to.deep.equal(['fim']);
    });

    it('waits as long as the server asks, and no longer than a minute by itself', async () => {
      const page = await open({ hidden: true });
      let asked = 0;
      page.answer = () => {
        asked += 1;
        return asked === 1 ? status(429, { 'retry-after': '7' }) : status(asked < 10 ? 503 : 202);
      };
      page.arco.event('video');
      for (let turn = 0; turn < 4; turn += 1) await page.settled();
      expect(page.pauses).to.deep.equal([7, 1, 2, 4, 8, 16, 32, 60, 60]);
    });

    it('asks once at a time, and what is new waits for the pause to end', async () => {
      const page = await open({ hidden: true });
      let release: ((answer: Response) => void) | undefined;
      page.answer = () => new Promise((resolve) => (release = resolve));
      page.arco.event('um');
      await page.settled();
      page.arco.event('dois');
      await page.settled();
      expect(page.requests).to.have.length(1);
      page.answer = () => status(202);
      release!(status(503));
      await page.settled();
      expect(page.requests.map(({ hits }) => hits.length)).to.deep.equal([1, 2]);
    });

    it('sends a crowd in parts', async () => {
      const page = await open();
      for (let number = 0; number < 130; number += 1) page.arco.event(`e${number}`);
      for (let turn = 0; turn < 4; turn += 1) await page.settled();
      expect(Math.max(...page.requests.map(({ hits }) => hits.length))).to.be.at.most(100);
      expect(page.types).to.deep.equal(['pageview', ...Array.from({ length: 130 }, (_, number) => `e${number}`)]);
    });

    it('drops the hit that is refused, and keeps those beside it', async () => {
      const page = await open({ hidden: true });
      const kept: string[] = [];
      page.answer = (hits) => {
        if (hits.some(({ name }) => name === 'mau')) return status(400);
        kept.push(...hits.map(({ name }) => name!));
        return status(202);
      };
      for (const name of ['um', 'mau', 'dois']) page.arco.event(name);
      await page.settled();
      await page.settled();
      expect(kept).to.deep.equal(['um', 'dois']);
    });

    for (const code of [401, 403]) {
      it(`asks no more once the key or the page is refused with ${code}`, async () => {
        const page = await open({ hidden: true });
        page.answer = () => status(code);
        page.arco.event('um');
        await page.settled();
        page.arco.event('dois');
        page.show();
        page.show(false);
        await page.settled();
        expect(page.requests).to.have.length(1);
        expect(page.beacons).to.have.length(0);
      });
    }

    it('hands what is left to a beacon when the page is hidden or goes, once, under the same ids', async () => {
      const page = await open({ hidden: true });
      page.answer = () => new Promise(() => {});
      page.arco.event('um');
      await page.settled();
      page.arco.event('dois');
      page.window.dispatchEvent(new PageTransitionEvent('pagehide'));
      page.show(false);
      expect(page.beacons.map((hits) => hits.map(({ name }) => name))).to.deep.equal([['um', 'dois']]);
      expect(page.beacons[0]![0]!.id).to.equal(page.hits[0]!.id);
      page.arco.event('três');
      page.window.dispatchEvent(new PageTransitionEvent('pagehide'));
      expect(page.beacons.map((hits) => hits.map(({ name }) => name))).to.deep.equal([['um', 'dois'], ['três']]);
    });

    it('hands nothing over where all was acknowledged', async () => {
      const page = await open();
      page.show(false);
      expect(page.beacons).to.deep.equal([]);
    });

    it('does without beacons', async () => {
      const none = await open({
        hidden: true,
        before: (window) => Object.defineProperty(window.navigator, 'sendBeacon', { value: undefined }),
      });
      none.arco.event('um');
      none.show(false);
      expect(none.types).to.deep.equal(['um']);
      const full = await open({ hidden: true });
      full.takesBeacons = false;
      full.answer = () => Promise.reject(new TypeError('too much'));
      full.arco.event('um');
      full.show(false);
      expect(full.types).to.deep.equal(['um']);
    });
  });

  describe('privacy', () => {
    it('keeps nothing before it is told that the visitor agrees', async () => {
      const page = await open();
      page.arco.convert('contato');
      await page.settled();
      expect(localStorage.getItem(stored)).to.equal(null);
      expect(page.document.cookie).to.equal(document.cookie);
      expect(page.hits.map(({ visitor }) => visitor)).to.deep.equal([undefined, undefined]);
    });

    it('recognises who agreed, on the next page too, until they do not', async () => {
      const page = await open();
      page.arco.consent();
      page.arco.event('um');
      await page.settled();
      const id = localStorage.getItem(stored);
      expect(id).to.match(uuid);
      expect(page.hits[1]!.visitor).to.equal(id);
      const next = await open();
      expect(next.hits[0]!.visitor).to.equal(id);
      next.arco.consent();
      expect(localStorage.getItem(stored)).to.equal(id);
      next.arco.consent(false);
      next.arco.event('dois');
      await next.settled();
      expect(next.hits[1]!.visitor).to.equal(undefined);
      expect(localStorage.getItem(stored)).to.equal(null);
    });

    it('has the consent of the first view where the tag or an early call says so', async () => {
      const tagged = await open({ tag: { consent: '' } });
      expect(tagged.hits[0]!.visitor).to.match(uuid).and.to.equal(localStorage.getItem(stored));
      localStorage.removeItem(stored);
      const early = await open({ before: (window) => (window.arco = { q: [['consent']] } as never) });
      expect(early.hits[0]!.visitor).to.match(uuid);
    });

    it('sends the id that the site gives, and keeps it nowhere', async () => {
      const page = await open({ tag: { visitor: 'cliente-77' } });
      page.arco.consent();
      page.arco.event('um');
      await page.settled();
      page.arco.consent(false);
      page.arco.event('dois');
      page.arco.consent();
      page.arco.event('três');
      await page.settled();
      expect(page.hits.map(({ visitor }) => visitor)).to.deep.equal(['cliente-77', 'cliente-77', undefined, 'cliente-77']);
      expect(localStorage.getItem(stored)).to.equal(null);
    });

    it('works without storage', async () => {
      const page = await open({
        before: (window) =>
          Object.defineProperty(window, 'localStorage', {
            get: () => {
              throw new DOMException('denied', 'SecurityError');
            },
          }),
      });
      page.arco.consent();
      page.arco.event('um');
      page.arco.event('dois');
      await page.settled();
      expect(page.hits[1]!.visitor).to.match(uuid).and.to.equal(page.hits[2]!.visitor);
      page.arco.consent(false);
    });

    for (const [name, property, value] of [['Do not track', 'doNotTrack', '1'], ['Global Privacy Control', 'globalPrivacyControl', true]] as const) {
      it(`sends nothing under ${name}, unless the site decides otherwise`, async () => {
        const before = (window: Window) => void Object.defineProperty(window.navigator, property, { value });
        const silent = await open({ before });
        silent.arco.convert('contato');
        silent.show(false);
        await silent.settled();
        expect([silent.requests, silent.beacons]).to.deep.equal([[], []]);
        expect((await open({ before, tag: { dnt: 'ignore' } })).types).to.deep.equal(['pageview']);
      });
    }

    it('marks the site’s own people', async () => {
      expect((await open({ tag: { own: '' } })).hits[0]!.own).to.equal(true);
    });
  });

  describe('on pages as they are', () => {
    it('keeps off where it runs already', async () => {
      const page = await open();
      const { arco } = page;
      await page.load({ key: 'pk_test_other' });
      page.window.history.pushState({}, '', '/vestidos');
      await page.settled();
      expect(page.types).to.deep.equal(['pageview', 'pageview']);
      expect(new Set(page.hits.map(({ key }) => key))).to.deep.equal(new Set(['pk_test_site']));
      expect(page.arco).to.equal(arco);
    });

    it('is not taken in by an element of its name', async () => {
      const page = await open({ before: ({ document }) => document.body.append(Object.assign(document.createElement('div'), { id: 'arco' })) });
      expect(page.types).to.deep.equal(['pageview']);
      expect(page.arco.convert).to.be.a('function');
    });

    it('has ids of its own where the browser gives none, as on pages without TLS', async () => {
      const page = await open({ before: ({ crypto }) => Object.defineProperty(crypto, 'randomUUID', { value: undefined }) });
      page.arco.event('um');
      await page.settled();
      for (const { id } of page.hits) expect(id).to.match(uuid);
      expect(page.hits[0]!.id).not.to.equal(page.hits[1]!.id);
    });

    it('cuts what would not fit a beacon', async () => {
      const page = await open({ at: `?utm_source=${'a'.repeat(5_000)}` });
      expect(page.hits[0]!.url).to.have.length(2_000);
    });

    it('says nothing on the console, and leaves errors of the page to the page', async () => {
      const said: unknown[] = [];
      const page = await open({
        before: (window) => {
          for (const level of ['log', 'warn', 'error', 'info'] as const) (window as unknown as { console: Console }).console[level] = (...words: unknown[]) => void said.push(words);
          window.addEventListener('unhandledrejection', ({ reason }) => said.push(reason));
        },
      });
      page.answer = () => Promise.reject(new TypeError('Failed to fetch'));
      expect(() => page.window.history.pushState(() => {}, '')).to.throw('could not be cloned');
      page.arco.convert('um', 1n as never);
      await page.settled();
      expect(said).to.deep.equal([]);
    });
  });
});
