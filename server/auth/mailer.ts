import { createTransport, type Transporter } from 'nodemailer';
import type { Logger } from '../core/log.ts';
import type { MailKind } from '../core/mail.ts';
import { writeMail, type MailParts } from './mails.ts';

/** Mails that were not sent, for whoever starts the project to read. */
export interface Outgoing {
  at: Date;
  to: string;
  subject: string;
  text: string;
}

export interface MailerOptions {
  /** Without one, mails stay in `kept`. */
  smtpUrl: string | undefined;
  from: () => string;
  log: Logger;
}

const KEPT = 50;
const PAUSES_MS = [1_000, 10_000, 60_000];

/** Sends mails in the background, some times over; whoever asked for one is not told whether there was one to send. */
export class Mailer {
  readonly kept: Outgoing[] = [];
  readonly #transport: Transporter | undefined;
  readonly #from: () => string;
  readonly #log: Logger;
  readonly #sending = new Set<Promise<void>>();
  #stopped = false;

  constructor({ smtpUrl, from, log }: MailerOptions) {
    this.#transport = smtpUrl ? createTransport(smtpUrl) : undefined;
    this.#from = from;
    this.#log = log;
  }

  send(kind: MailKind, parts: MailParts): void {
    const { subject, text, html } = writeMail(kind, parts);
    if (!this.#transport) {
      this.kept.unshift({ at: new Date(), to: parts.to, subject, text });
      this.kept.length = Math.min(this.kept.length, KEPT);
      return;
    }
    const sending = this.#try({ from: this.#from(), to: { name: parts.name, address: parts.to }, subject, text, html }, kind).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #try(mail: Parameters<Transporter['sendMail']>[0], kind: MailKind): Promise<void> {
    for (const pause of [...PAUSES_MS, undefined]) {
      try {
        await this.#transport!.sendMail(mail);
        this.#log.info({ mail: kind }, 'mail sent');
        return;
      } catch (error) {
        if (pause === undefined || this.#stopped) {
          this.#log.error({ mail: kind, err: error }, 'mail not sent: check SMTP_URL, and that the server takes mail from ARCO_MAIL_FROM');
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pause).unref());
      }
    }
  }

  /** Waits for what is on its way, five seconds at most. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.race([Promise.allSettled(this.#sending), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    this.#transport?.close();
  }
}
