import { dictionary } from '@zxcvbn-ts/language-common';
import * as z from 'zod';

/** Characters. Length is what makes a password hard to guess; which characters they are is left to the person (NIST SP 800-63B, 5.1.1.2). */
export const passwordLength = { min: 10, max: 128 };

/** 49,233 passwords of @zxcvbn-ts/language-common (MIT; 1.9 MB unpacked, of which this list is what is read). */
const common = new Set<string>(dictionary['passwords-common']);

/** Whether a password is among those that are tried first, as it is or with digits and marks around it, or is the person's own name or address. */
export function isCommonPassword(password: string, about: readonly string[] = []): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\d]+/u)).filter((word) => word.length > 3);
  if (common.has(lower) || new Set(lower).size < 4) return true;
  return (core.length < 4 && lower.length < 16) || common.has(core) || ['arco', 'senha', 'mudar', ...own].some((word) => core === word || core === word + word);
}

/** What people are called: it stands in mails of ours, which must not carry what somebody else wants read. */
export const personName = z.string().trim().min(1).max(80).regex(/^[^\p{C}/:@<>]+$/u);
