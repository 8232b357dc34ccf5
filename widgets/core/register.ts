import { ArcoProvider } from './provider.ts';

interface Registrable {
  readonly tag: string;
  register(tag?: string): void;
}

/**
 * Defines the provider and every element that a module exports, and may be called again.
 * A prefix in place of `arco` keeps two versions apart on one page: `acme` makes `<acme-goals>`.
 */
export function register(module: object = {}, prefix = 'arco'): void {
  for (const exported of [ArcoProvider, ...(Object.values(module) as unknown[])]) {
    if (isElement(exported)) exported.register(exported.tag.replace('arco', prefix));
  }
}

function isElement(exported: unknown): exported is Registrable {
  return typeof exported === 'function' && 'tag' in exported && 'register' in exported;
}
