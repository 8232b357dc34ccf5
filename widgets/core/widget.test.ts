import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { mount, settled, type ApiStub } from '../test/mount.ts';
import { part, SampleWidget } from '../test/sample.ts';
import { ArcoError, type ArcoReason } from './errors.ts';
import { ArcoReadyEvent, type ArcoErrorEvent } from './events.ts';
import type { ArcoProvider } from './provider.ts';

SampleWidget.register();

const answering = (list: () => unknown) => ({ goals: { list: { query: async () => list() } } }) as unknown as ApiStub;
const failing = (reason: ArcoReason, status?: number, requestId?: string) =>
  answering(() => {
    throw new ArcoError(reason, { status, requestId });
  });
const sample = (api: ApiStub, template: TemplateResult = html`<arco-sample></arco-sample>`) => mount<SampleWidget>(template, api);
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const announced = (element: Element) => element.shadowRoot!.querySelector('[role=status]')!.textContent;

describe('Widget', () => {
  describe('states', () => {
    it('is loading until there is an answer', async () => {
      const element = await sample(answering(() => new Promise(() => {})));

      expect(element).to.have.attribute('state', 'loading');
      expect(element.matches(':state(loading)')).to.equal(true);
      expect(part(element, 'card')).to.have.attribute('aria-busy', 'true');
      expect(announced(element)).to.equal('Carregando…');
      expect(part(element, 'info')).to.equal(null);
      await expect(element).to.be.accessible();
    });

    it('is ready with data', async () => {
      const element = await sample(answering(() => ['a', 'b']));

      expect(element).to.have.attribute('state', 'ready');
      expect(element.matches(':state(ready):not(:state(loading))')).to.equal(true);
      expect(part(element, 'rows')).to.have.text('ab');
      expect(part(element, 'info')).to.exist;
      expect(announced(element)).to.equal('');
      await expect(element).to.be.accessible();
    });

    it('is empty with nothing in the data', async () => {
      const element = await sample(answering(() => []));

      expect(element).to.have.attribute('state', 'empty');
      expect(part(element, 'status')).to.contain.text('Nenhuma amostra').and.to.contain.text('Colha a primeira.');
      expect(announced(element)).to.equal('Nenhuma amostra');
      await expect(element).to.be.accessible();
    });

    it('is an error without data, says when it tries again, and quotes the request', async () => {
      const element = await sample(failing('internal', 500, '0199aaaa-bbbb-7f2k9100'));

      expect(element).to.have.attribute('state', 'error');
      expect(words(element)).to.match(/Não deu para buscar os dados O problema é do nosso lado\. Seus dados estão intactos\. Tentamos de novo em [12] s\./);
      expect(words(element)).to.contain('Código 7f2k9100');
      await expect(element).to.be.accessible();
    });

    it('is stale when a refresh fails, and keeps what it had', async () => {
      let broken = false;
      const element = await sample(
        answering(() => {
          if (broken) throw new ArcoError('unavailable', { status: 503 });
          return ['a'];
        }),
      );
      broken = true;
      await element.reload();
      await settled(element);

      expect(element).to.have.attribute('state', 'stale');
      expect(part(element, 'rows')).to.have.text('a');
      expect(part(element, 'stale')).to.contain.text('Dados salvos de ').and.to.contain.text('Atualizar');
      await expect(element).to.be.accessible();

      broken = false;
      part(element, 'stale')!.querySelector('button')!.click();
      await settled(element);
      expect(element).to.have.attribute('state', 'ready');
    });

    it('is unauthorized after a 401 or a 403, never an error, and forgets nothing on screen', async () => {
      for (const [reason, status, text] of [
        ['token_invalid', 401, 'Sua sessão terminou'],
        ['scope_missing', 403, 'Peça acesso'],
      ] as const) {
        const element = await sample(failing(reason, status));

        expect(element).to.have.attribute('state', 'unauthorized');
        expect(part(element, 'status')).to.contain.text('Sem acesso a este quadro').and.to.contain.text(text);
        expect(part(element, 'retry')).to.equal(null);
        await expect(element).to.be.accessible();
      }
    });

    it('blames the network when it is the network', async () => {
      const element = await sample(failing('offline'));

      expect(part(element, 'status')).to.contain.text('Você está sem conexão');
    });

    it('recovers with the retry button', async () => {
      let broken = true;
      const element = await sample(
        answering(() => {
          if (broken) throw new ArcoError('internal');
          return ['a'];
        }),
      );
      broken = false;

      part(element, 'retry')!.click();
      await settled(element);

      expect(element).to.have.attribute('state', 'ready');
    });

    it('can be forced for design work, with example data and without asking anybody', async () => {
      let asked = 0;
      const api = answering(() => (asked += 1));
      for (const state of ['loading', 'ready', 'empty', 'error', 'stale', 'unauthorized'] as const) {
        const element = await sample(api, html`<arco-sample preview-state=${state}></arco-sample>`);

        expect(element).to.have.attribute('state', state);
        if (state === 'ready' || state === 'stale') expect(part(element, 'rows')).to.have.text('mock month');
        await expect(element).to.be.accessible();
      }
      expect(asked).to.equal(0);
    });

    it('keeps the height it needs free before there is data', async () => {
      const element = await sample(answering(() => new Promise(() => {})));
      expect(element.getBoundingClientRect().height).to.equal(160);

      element.height = 300;
      await settled(element);
      expect(element.getBoundingClientRect().height).to.equal(300);
    });
  });

  describe('slots', () => {
    it('lets the page replace the heading and every view', async () => {
      const content = html`<arco-sample><b slot="heading">H</b><b slot="loading">L</b><b slot="empty">E</b><b slot="error">X</b></arco-sample>`;
      const shown = (element: Element) =>
        [...element.children].filter((child) => child.assignedSlot && child.getClientRects().length > 0).map(({ textContent }) => textContent);

      expect(shown(await sample(answering(() => new Promise(() => {})), content))).to.deep.equal(['H', 'L']);
      expect(shown(await sample(answering(() => []), content))).to.deep.equal(['H', 'E']);
      expect(shown(await sample(failing('internal'), content))).to.deep.equal(['H', 'X']);
    });

    it('keeps the fallback until there is data, and when there never is', async () => {
      const content = html`<arco-sample><p slot="fallback">Texto para buscadores</p></arco-sample>`;
      const visible = (element: Element) => element.firstElementChild!.getClientRects().length > 0;

      expect(visible(await sample(answering(() => new Promise(() => {})), content))).to.equal(true);
      expect(visible(await sample(failing('unavailable'), content))).to.equal(true);
      expect(visible(await sample(answering(() => ['a']), content))).to.equal(false);
    });
  });

  describe('events', () => {
    it('says ready only after the data, and a chart in it, is painted', async () => {
      let draw = () => {};
      const order: string[] = [];
      const element = await sample(answering(() => new Promise(() => {})));
      element.remove();
      element.chart = new Promise<void>((resolve) => (draw = resolve));
      element.mock = true;
      element.addEventListener(ArcoReadyEvent.type, () => order.push(`ready with ${part(element, 'rows')?.textContent ?? 'nothing'}`));
      document.body.append(element);
      await settled(element);
      await aTimeout(50);
      expect(order).to.deep.equal([]);

      draw();
      requestAnimationFrame(() => order.push('frame'));
      await oneEvent(element, ArcoReadyEvent.type);

      expect(order).to.deep.equal(['frame', 'ready with mock month']);
      element.remove();
    });

    it('says ready when it is empty, and never after a failure', async () => {
      const heard: string[] = [];
      const listen = (event: Event) => heard.push(event.type);
      document.addEventListener('arco-ready', listen);
      document.addEventListener('arco-error', listen);

      await sample(answering(() => []));
      await aTimeout(60);
      await sample(failing('internal'));
      await aTimeout(60);

      document.removeEventListener('arco-ready', listen);
      document.removeEventListener('arco-error', listen);
      expect(heard).to.deep.equal(['arco-ready', 'arco-error']);
    });

    it('says what went wrong, typed, bubbling and composed, and once while it goes on', async () => {
      const errors: ArcoErrorEvent[] = [];
      const listen = (event: ArcoErrorEvent) => errors.push(event);
      document.addEventListener('arco-error', listen);
      const element = await sample(failing('rate_limited', 429, 'req-9'));
      await element.reload();
      await settled(element);
      document.removeEventListener('arco-error', listen);

      expect(errors).to.have.length(1);
      expect(errors[0]).to.include({ bubbles: true, composed: true, target: element });
      expect(errors[0]!.error).to.include({ reason: 'rate_limited', retryable: true, status: 429, requestId: 'req-9' });
    });
  });

  it('tells every event to the host\'s own analytics', async () => {
    const heard: string[] = [];
    const provider = await fixture<ArcoProvider>(html`
      <arco-provider publishable-key="pk_live_1" .onEvent=${(event: Event) => heard.push(event.type)}>
        <arco-sample mock loading="eager"></arco-sample>
      </arco-provider>
    `);
    await oneEvent(provider, 'arco-ready');

    expect(heard).to.deep.equal(['arco-ready']);
  });

  describe('surroundings', () => {
    it('speaks the language of itself, of an element around it, of the provider, then of the page', async () => {
      const api = answering(() => new Promise(() => {}));
      const said = async (template: TemplateResult, lang?: string) => {
        const element = await mount<SampleWidget>(template, api, lang);
        const widget = element.matches('arco-sample') ? element : element.querySelector<SampleWidget>('arco-sample')!;
        widget.near = true;
        await settled(widget);
        return announced(widget);
      };

      expect(await said(html`<arco-sample lang="es"></arco-sample>`, 'en')).to.equal('Cargando…');
      expect(await said(html`<div lang="es"><arco-sample></arco-sample></div>`, 'en')).to.equal('Cargando…');
      expect(await said(html`<arco-sample></arco-sample>`, 'en-GB')).to.equal('Loading…');
      document.documentElement.lang = 'es-MX';
      expect(await said(html`<arco-sample></arco-sample>`, '')).to.equal('Cargando…');
      document.documentElement.lang = 'fr';
      expect(await said(html`<arco-sample></arco-sample>`, '')).to.equal('Carregando…');
      document.documentElement.lang = 'en';
    });

    it('follows the theme of the page unless it is told one', async () => {
      const api = answering(() => new Promise(() => {}));
      const scheme = (element: Element) => getComputedStyle(element).colorScheme;
      document.documentElement.style.colorScheme = 'dark';

      expect(scheme(await sample(api))).to.equal('dark');
      expect(scheme(await sample(api, html`<arco-sample theme="auto"></arco-sample>`))).to.equal('dark');
      expect(scheme(await sample(api, html`<arco-sample theme="light"></arco-sample>`))).to.equal('light');
      document.documentElement.style.colorScheme = '';
    });

    it('takes colours, font and size from the page, and derives the rest from one accent', async () => {
      const element = await sample(
        answering(() => ['a']),
        html`<arco-sample></arco-sample>`,
      );
      const style = getComputedStyle(part(element, 'card')!);
      element.style.setProperty('--arco-surface', 'rgb(1, 2, 3)');
      element.style.setProperty('--arco-font-size', '20px');
      document.documentElement.style.fontSize = '1px';

      expect(style.backgroundColor).to.equal('rgb(1, 2, 3)');
      expect(style.fontSize).to.equal('18.75px');
      document.documentElement.style.fontSize = '';
    });

    it('shows a mark when the key or token is for tests', async () => {
      const watch = () => () => {};
      const element = await sample({ ...answering(() => ['a']), session: { test: true, watch } } as ApiStub);

      expect(part(element, 'badge')).to.have.text('Teste');
      expect(part(await sample(answering(() => ['a'])), 'badge')).to.equal(null);
    });

    it('shows example data without an api', async () => {
      const element = await fixture<SampleWidget>(html`<arco-sample mock loading="eager"></arco-sample>`);
      await settled(element);

      expect(part(element, 'rows')).to.have.text('mock month');
    });

    it('asks for nothing until it is near the viewport, unless it is eager', async () => {
      let asked = 0;
      const api = answering(() => {
        asked += 1;
        return ['a'];
      });
      const far = html`<div style="padding-top: 5000px"><arco-sample></arco-sample></div>`;
      const box = await mount<HTMLElement>(far, api);
      const element = box.querySelector<SampleWidget>('arco-sample')!;
      await aTimeout(100);
      const before = asked;

      element.scrollIntoView();
      await oneEvent(element, 'arco-ready');
      expect([before, asked]).to.deep.equal([0, 1]);

      element.remove();
      element.near = false;
      element.loading = 'eager';
      element.style.display = 'none';
      box.append(element);
      await settled(element);
      expect(asked).to.equal(2);
    });
  });
});
