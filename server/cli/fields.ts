import * as z from 'zod';
import { MetricId } from '../core/metrics/metrics.schema.ts';

/** What several commands take. A description is what is expected, in words. */
export const client = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .describe("a client's short name, such as moda");

export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase())
  .describe('an e-mail address');

export const timeZone = z
  .string()
  .refine((name) => name.includes('/') && isTimeZone(name))
  .default('America/Sao_Paulo')
  .describe('an IANA time zone such as America/Sao_Paulo');

export const currency = z
  .string()
  .refine((code) => Intl.supportedValuesOf('currency').includes(code))
  .default('BRL')
  .describe('a currency by its ISO 4217 code, such as BRL');

export const day = z.iso.date().describe('a day, such as 2026-11-23');

export const metric = MetricId.describe(`one of ${MetricId.options.join(', ')}`);

export const id = z.uuid().describe('an id, as the list shows it');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
