import { fixture, html } from '@open-wc/testing';
import { render, type TemplateResult } from 'lit';
import { tokens } from '../core/theme/tokens.ts';

interface Stage {
  /** Pixels. */
  readonly width?: number;
  readonly dir?: 'ltr' | 'rtl';
  readonly theme?: 'light' | 'dark';
}

/** Draws private elements as a widget does: in a shadow root that hands its tokens down. Answers the first of them. */
export async function stage<E extends HTMLElement>(content: TemplateResult, { width = 320, dir = 'ltr', theme = 'light' }: Stage = {}): Promise<E> {
  const box = await fixture<HTMLElement>(html`<div dir=${dir}></div>`);
  Object.assign(box.style, { inlineSize: `${width}px`, colorScheme: theme, background: theme === 'light' ? '#fff' : '#19181f', font: '16px sans-serif' });
  const root = box.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [tokens.styleSheet!];
  render(content, root);
  const element = root.firstElementChild as E & { updateComplete?: Promise<unknown> };
  await element.updateComplete;
  return element;
}

/** What is found in an element's shadow root. */
export function find<E extends HTMLElement>(element: Element, selector: string): E | null {
  return element.shadowRoot!.querySelector<E>(selector);
}

export function findAll<E extends HTMLElement>(element: Element, selector: string): E[] {
  return [...element.shadowRoot!.querySelectorAll<E>(selector)];
}
