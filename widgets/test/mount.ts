import { fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { Api } from '../core/api.ts';
import { ArcoProvider } from '../core/provider.ts';

ArcoProvider.register();

/** The parts of the API that a test answers for. */
export type ApiStub<T = Api> = T extends (...args: infer A) => infer R
  ? (...args: A) => R
  : { [K in keyof T]?: ApiStub<T[K]> };

interface Mountable extends Element {
  near?: boolean;
  updateComplete?: Promise<boolean>;
}

/** Renders a widget inside a provider whose API answers with what the test hands it, as if near the viewport. */
export async function mount<E extends Mountable>(widget: TemplateResult, api: ApiStub = {}, lang = 'pt-BR'): Promise<E> {
  const session = { test: false, watch: () => () => {} };
  const provider = await fixture<ArcoProvider>(html`
    <arco-provider lang=${lang} .api=${{ session, ...api } as unknown as Api}>${widget}</arco-provider>
  `);
  const element = provider.firstElementChild as E;
  // The browser tells only with the next frame, and the test may run in a window that is never drawn.
  element.near = true;
  await settled(element);
  return element;
}

/** Waits for the loads in flight, and for the render that follows them. */
export async function settled(element: Mountable): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
  }
  await element.updateComplete;
}
