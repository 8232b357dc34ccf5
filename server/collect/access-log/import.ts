import { audit } from '../../core/audit.ts';
import { system } from '../../core/access.ts';
import type { Client } from '../../core/clients.ts';
import { openSource, type FileInput, type Source } from '../../core/csv/source.ts';
import { dayIn, type Day } from '../../core/dates.ts';
import { withClient, type Sql } from '../../core/db.ts';
import { metricsChanged } from '../../core/metrics/changed.ts';
import { attributionOf } from '../attribution.ts';
import { browserOf } from '../browser.ts';
import type { HitRow } from '../collect.schema.ts';
import { countryOf } from '../country.ts';
import { keep } from '../keep.ts';
import { Visitors } from '../visitors.ts';
import { lineId, readLines, type ReadLine } from './lines.ts';

export interface LogImportOptions {
  sql: Sql;
  client: Client;
  input: FileInput;
  /** Of the site, such as `loja.example`: links from there are none from elsewhere. Without it, the one that links there most. */
  host?: string | undefined;
  /** Writes although lines cannot be read. */
  skipInvalid?: boolean;
  dryRun?: boolean;
  onProgress?: (progress: { phase: 'prove' | 'write'; rows: number; done: number }) => void;
}

export interface LogImportReport {
  /** Lines: the sum of hits, bots, assets and refused ones. */
  read: number;
  hits: number;
  bots: number;
  assets: number;
  /** Hits and bots that were not there before, and that were. */
  added: number;
  changed: 0;
  unchanged: number;
  /** What was no page, or cannot be read (field `line`, `time` or `request`); the first thousand. */
  refused: { line: number; field: string; reason: string }[];
  refusedCount: number;
  /** Of the refused, those that cannot be read: with any, nothing is written unless that was asked for. */
  unreadable: number;
  first: Day | null;
  last: Day | null;
  dryRun: boolean;
}

const BATCH = 1_000;
const LISTED = 1_000;
const reasons: Record<string, string> = {
  line: 'expected the combined format: host ident user [time] "request" status bytes "referrer" "user agent"',
  time: 'expected a time such as [17/May/2015:10:05:03 +0000]',
  request: 'no page was asked for (expected GET and a path)',
  status: 'no page was delivered (expected status 200, 206 or 304)',
};

/**
 * Imports a web server's log in the combined format, plain or gzipped, with the log's own times, through the same door as
 * hits. Read twice: first to see whether every line can be read. The same lines again change nothing.
 */
export async function importAccessLog(options: LogImportOptions): Promise<LogImportReport> {
  const source = await openSource(options.input);
  try {
    const { report, host } = await survey(source, options);
    if (options.dryRun || (report.unreadable > 0 && !options.skipInvalid)) return report;
    return await write(source, report, { ...options, host: options.host ?? host });
  } finally {
    await source.close();
  }
}

async function survey(source: Source, { client, dryRun = false, onProgress }: LogImportOptions): Promise<{ report: LogImportReport; host: string }> {
  const report: LogImportReport = { read: 0, hits: 0, bots: 0, assets: 0, added: 0, changed: 0, unchanged: 0, refused: [], refusedCount: 0, unreadable: 0, first: null, last: null, dryRun };
  const links = new Map<string, number>();
  let bytes = 0;
  for await (const read of readLines(source, (done) => (bytes = done))) {
    report.read += 1;
    onProgress?.({ phase: 'prove', rows: report.read, done: bytes / source.bytes });
    if (read.kind === 'refused') refuse(report, read);
    else report[`${read.kind}s`] += 1;
    const { referrer, at } = read.line ?? {};
    if (referrer !== undefined && URL.canParse(referrer)) {
      const { host } = new URL(referrer);
      links.set(host, (links.get(host) ?? 0) + 1);
    }
    if (read.kind === 'hit') {
      const day = dayIn(client.timeZone, new Date(at!));
      if (report.first === null || day < report.first) report.first = day;
      if (report.last === null || day > report.last) report.last = day;
    }
  }
  // Pages and their images are linked from the site itself, more than from anywhere else.
  const [host = ''] = [...links].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return { report, host };
}

function refuse(report: LogImportReport, { number, field, line }: ReadLine): void {
  report.refusedCount += 1;
  if (!line) report.unreadable += 1;
  if (report.refused.length < LISTED) report.refused.push({ line: number, field: field!, reason: reasons[field!]! });
}

async function write(source: Source, report: LogImportReport, { sql, client, host, onProgress }: LogImportOptions): Promise<LogImportReport> {
  const visitors = new Visitors(sql);
  const now = new Date();
  let batch: HitRow[] = [];
  let rows = 0;
  let bytes = 0;
  const flush = async () => {
    const repeated = await keep(sql, client, batch);
    report.added += batch.length - repeated.length;
    report.unchanged += repeated.length;
    batch = [];
  };
  for await (const read of readLines(source, (done) => (bytes = done))) {
    onProgress?.({ phase: 'write', rows: (rows += 1), done: bytes / source.bytes });
    const hit = await hitOf(read, { client, host: host || 'localhost', visitors, now });
    if (hit && batch.push(hit) === BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  if (report.added > 0) await record(sql, client, source, report);
  return report;
}

interface Site {
  client: Client;
  host: string;
  visitors: Visitors;
  now: Date;
}

async function hitOf({ kind, line, text, occurrence }: ReadLine, { client, host, visitors, now }: Site): Promise<HitRow | undefined> {
  if (!line || (kind !== 'hit' && kind !== 'bot')) return undefined;
  const { address, at, target, referrer, userAgent = '' } = line;
  const page = URL.canParse(target, `http://${host}`) ? new URL(target, `http://${host}`) : undefined;
  if (!page) return undefined;
  const named = await visitors.name({ clientId: client.id, timeZone: client.timeZone, at: new Date(at), address, userAgent }, now);
  return {
    id: lineId(client.id, text, occurrence),
    at,
    type: 'pageview',
    ...named,
    consented: false,
    page: page.pathname.slice(0, 500),
    ...attributionOf(page, referrer),
    device: browserOf(userAgent).device,
    country: countryOf(address),
    excluded: kind === 'bot' ? 'bot' : undefined,
  };
}

async function record(sql: Sql, { id }: Client, { name, sha256 }: Source, report: LogImportReport): Promise<void> {
  const { read, added, unchanged, refusedCount, first, last } = report;
  await withClient(sql, id, system, async (scoped) => {
    const [kept] = await scoped<{ id: string }[]>`
      insert into imports (client_id, kind, file_name, sha256, read, added, changed, unchanged, refused, first_on, last_on, caller_kind)
      values (${scoped.clientId}, 'access-log', ${name}, ${sha256}, ${read}, ${added}, 0, ${unchanged}, ${refusedCount}, ${first}, ${last}, 'system')
      returning id
    `;
    await audit(scoped, system, { action: 'import.access-log', subject: kept!.id, value: { file: name, added } });
    await metricsChanged(scoped);
  });
}
