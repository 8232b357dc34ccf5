import * as z from 'zod';
import type { Window } from '../../core/metrics/windows.ts';
import { Ga4Error } from './ga4-error.ts';
import { post, usualHttp, type Http } from './ga4-http.ts';
import { activeUsersOf, dailyRequest, daysOf, realtimeRequest } from './ga4-report.ts';
import { Tokens } from './ga4-token.ts';
import { RealtimeReport, Report, type Credentials, type Ga4Day, type Quota } from './ga4.schema.ts';

/** Where Google is: without a final slash. */
export interface Google {
  analyticsUrl: string;
  tokenUrl: string;
  http?: Http;
}

export interface Daily {
  /** Oldest first; a day without a session has none. */
  days: Ga4Day[];
  /** IANA; of the property. */
  timeZone: string | undefined;
  thresholded: boolean;
  quota: Quota | undefined;
}

/** The Data API of one property (v1beta, REST). Everything it throws is a {@link Ga4Error}. */
export class Ga4Client {
  readonly #tokens: Tokens;
  readonly #url: string;
  readonly #http: Http;

  constructor(credentials: Credentials, property: string, { analyticsUrl, tokenUrl, http = usualHttp }: Google) {
    this.#tokens = new Tokens(credentials, tokenUrl, http);
    this.#url = `${analyticsUrl}/v1beta/properties/${property}`;
    this.#http = http;
  }

  /** The days of a window, both ends included. */
  async daily(window: Window): Promise<Daily> {
    const days: Ga4Day[] = [];
    let thresholded = false;
    for (let rows = 0; ; ) {
      const report = await this.#ask('runReport', dailyRequest(window, rows), Report);
      days.push(...read(() => daysOf(report)));
      rows += report.rows.length;
      thresholded ||= report.metadata.subjectToThresholding;
      if (report.rows.length > 0 && rows < report.rowCount) continue;
      return { days, timeZone: report.metadata.timeZone, thresholded, quota: report.propertyQuota };
    }
  }

  /** Users of the last 30 minutes, as Google counts them. */
  async activeUsers(): Promise<{ users: number; quota: Quota | undefined }> {
    const report = await this.#ask('runRealtimeReport', realtimeRequest(), RealtimeReport);
    return { users: read(() => activeUsersOf(report)), quota: report.propertyQuota };
  }

  async #ask<T extends z.ZodType>(method: string, request: object, schema: T): Promise<z.output<T>> {
    const send = (token: string) =>
      post(`${this.#url}:${method}`, { headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(request) }, schema, this.#http);
    try {
      return await send(await this.#tokens.get());
    } catch (error) {
      if (!(error instanceof Ga4Error && error.status === 401 && this.#tokens.forget())) throw error;
      return send(await this.#tokens.get());
    }
  }
}

function read<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new Ga4Error('invalid', 'Google answered other figures than it was asked for', { cause: error });
  }
}
