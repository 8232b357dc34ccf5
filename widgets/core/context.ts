import { ContextConsumer, createContext, type Context } from '@lit/context';
import type { LitElement } from 'lit';
import type { Api } from './api.ts';

// Registered symbols, so two copies of the SDK on one page share one provider; the major is in the
// name, so that two majors do not. The language is a tag, because a class would be that of one copy.
// A theme needs no context: it is a `color-scheme`, which is inherited.
export const apiContext = createContext<Api | undefined>(Symbol.for('arco.1.api'));
export const localeContext = createContext<string | undefined>(Symbol.for('arco.1.locale'));

/** What is provided around an element, and a new render whenever that changes. */
export function follow<T>(host: LitElement, context: Context<unknown, T>, callback?: (value: T) => void): { readonly value?: T | undefined } {
  return new ContextConsumer(host, { context, subscribe: true, ...(callback && { callback }) });
}
