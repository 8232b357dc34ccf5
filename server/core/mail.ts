import type { Language } from './input.ts';

/** What a mail is for; also the name of its link's fragment. Who was `added` has their own way in. */
export type MailKind = 'reset' | 'verify' | 'invitation' | 'added';

/** Mails somebody a link that holds `token`, or leads to the portal. Answers at once, and tells nobody whether it arrived. */
export type SendMail = (kind: MailKind, to: { email: string; name: string; language: Language }, token: string | null) => void;
