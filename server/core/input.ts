import * as z from 'zod';
import type { FieldError } from './errors.ts';

export const languages = ['pt', 'en', 'es'] as const;
export type Language = (typeof languages)[number];

/** One text in the three languages of the product. */
export const Text = z.strictObject({ pt: z.string(), en: z.string(), es: z.string() });
export type Text = z.infer<typeof Text>;

/** A day that somebody asks for, from 1900 to 2199: years away from it there are still days that JavaScript and PostgreSQL both write. */
export const AskedDay = z.iso.date({ abort: true }).regex(/^(19|20|21)/);

/** The first language of an Accept-Language header that we speak; Portuguese otherwise. */
export function languageOf(header: string | undefined): Language {
  for (const part of (header ?? '').split(',')) {
    const base = part.trim().slice(0, 2).toLowerCase();
    const known = languages.find((language) => language === base);
    if (known) return known;
  }
  return 'pt';
}

const messages = { pt: z.locales.pt().localeError, en: z.locales.en().localeError, es: z.locales.es().localeError };

/** What was refused and what was expected, in the reader's language. Paths are dotted; an empty one is the whole input. */
export function fieldErrors(error: z.ZodError, language: Language): FieldError[] {
  return error.issues.map((issue) => {
    const text = messages[language](issue as never);
    const said = issue.code === 'custom' ? issue.message : typeof text === 'string' ? text : (text?.message ?? issue.message);
    return { path: issue.path.join('.'), expected: said };
  });
}
