import type * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { fieldErrors, type Language, type Text } from '../core/input.ts';
import { MAX_HITS, type ServerHit } from './collect.schema.ts';
import { pageUrl } from './hits.ts';

/** One thing that was refused, by its hit's place in what was sent. */
export interface HitError {
  index: number;
  field: string;
  reason: string;
}

/** Nothing of a request is kept where one of its hits is refused. */
export class RefusedHits extends AppError {
  readonly errors: readonly HitError[];

  constructor(errors: readonly HitError[]) {
    super('invalid_input', 'Some hits are not as expected, and none was kept', { fields: errors.map(({ index, field, reason }) => ({ path: `${index}.${field}`, expected: reason })) });
    this.errors = errors;
  }
}

const OLDEST = Date.parse('2000-01-02');
/** Clocks of servers differ by this at most. */
const AHEAD_MS = 10 * 60_000;

const texts = {
  hits: { pt: `um registro, ou uma lista de 1 a ${MAX_HITS}`, en: `a hit, or a list of 1 to ${MAX_HITS}`, es: `un registro, o una lista de 1 a ${MAX_HITS}` },
  url: { pt: 'o endereço de uma página, como https://loja.example/produto', en: 'the address of a page, such as https://shop.example/product', es: 'la dirección de una página, como https://tienda.example/producto' },
  at: { pt: 'um momento desde 2000 que já passou', en: 'an instant since 2000 that has passed', es: 'un momento desde 2000 que ya pasó' },
} satisfies Record<string, Text>;

/** A hit, and the page it was on. */
export type Placed<T> = T & { page: URL };

/** The hits of a body, which is one or a list. Throws what is wrong with each. */
export function readHits<T extends z.ZodType<ServerHit>>(schema: T, body: unknown, now: Date, language: Language): Placed<z.infer<T>>[] {
  const sent = Array.isArray(body) ? body : [body];
  if (sent.length === 0 || sent.length > MAX_HITS || body === null || typeof body !== 'object') throw new RefusedHits([{ index: 0, field: '', reason: texts.hits[language] }]);
  const hits: Placed<z.infer<T>>[] = [];
  const errors: HitError[] = [];
  for (const [index, each] of sent.entries()) {
    const { data, error } = schema.safeParse(each);
    if (error) errors.push(...fieldErrors(error, language).map(({ path, expected }) => ({ index, field: path, reason: expected })));
    const { url, at } = (each ?? {}) as { url?: unknown; at?: unknown };
    const page = typeof url === 'string' ? pageUrl(url) : undefined;
    if (typeof url === 'string' && !page) errors.push({ index, field: 'url', reason: texts.url[language] });
    if (data && typeof at === 'string' && !hasPassed(at, now)) errors.push({ index, field: 'at', reason: texts.at[language] });
    if (data && page) hits.push({ ...data, page });
  }
  if (errors.length > 0) throw new RefusedHits(errors);
  return hits;
}

const hasPassed = (at: string, now: Date) => Date.parse(at) >= OLDEST && Date.parse(at) <= now.getTime() + AHEAD_MS;
