import type { Language } from './input.ts';

/** What a mail is for; also the name of its link's fragment. */
export type MailKind = 'reset' | 'verify' | 'invitation';

/** Mails somebody a link that holds `token`. Answers at once, and tells nobody whether it arrived. */
export type SendMail = (kind: MailKind, to: { email: string; name: string; language: Language }, token: string) => void;
