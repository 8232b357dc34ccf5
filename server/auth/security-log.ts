import { isIP } from 'node:net';
import type postgres from 'postgres';
import type { Logger } from '../core/log.ts';

export interface SecurityEvent {
  /** Null where nobody is known by what was tried. */
  person: string | null;
  /** `<what>.<verb>`, such as `session.start`. */
  action: string;
  address?: string | null | undefined;
  device?: string | null | undefined;
  detail?: Record<string, string | number | boolean>;
  requestId?: string;
}

/** The record of what happened around signing in: added to, never edited. */
export class SecurityLog {
  readonly #sql: postgres.Sql;
  readonly #log: Logger;

  constructor(sql: postgres.Sql, log: Logger) {
    this.#sql = sql;
    this.#log = log;
  }

  async record({ person, action, address, device, detail, requestId }: SecurityEvent): Promise<void> {
    this.#log.info({ person, action, requestId }, 'security');
    await this.#sql`
      select arco.record_security(
        ${person}::uuid, ${action}, ${address ? networkOf(address) : null}, ${device ? deviceOf(device) : null},
        ${detail ? this.#sql.json(detail) : null}, ${requestId ?? null}
      )
    `;
  }
}

/** An address without its last part (a /24, or a /48 of IPv6): enough to know a network again, and no machine. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(plain) === 4) return plain.replace(/\.\d+$/, '.0');
  if (isIP(plain) !== 6) return '';
  const groups = plain.split('::')[0]!.split(':').filter(Boolean).slice(0, 3);
  return `${groups.join(':')}::`;
}

const browsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox|FxiOS/, 'Firefox'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari']];
const systems: [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']];

/** What a person calls the thing they signed in with, such as `Chrome, Windows`; empty where its name is none we know. */
export function deviceOf(userAgent: string): string {
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [named(browsers), named(systems)].filter(Boolean).join(', ');
}
