import { createHash } from 'node:crypto';
import type { Source } from '../../core/csv/source.ts';
import { browserOf } from '../browser.ts';
import { kindOf, readLine, type Kind, type LogLine } from './log-line.ts';

export interface ReadLine {
  /** From 1. */
  number: number;
  text: string;
  /** Which one of the lines that read the same; from 0. */
  occurrence: number;
  kind: Kind;
  /** Null of what cannot be read. */
  line: LogLine | null;
  /** Why it is refused, and by which field. */
  field?: string;
}

/** The lines of a log. Equal ones are told apart by their order, so that a file read again is known line by line. */
export async function* readLines(source: Source, onBytes?: (bytes: number) => void): AsyncGenerator<ReadLine> {
  let rest = '';
  let number = 0;
  // Equal lines stand within the second that they name: what is a thousand lines back is not looked for.
  const lately = new Map<string, number>();
  const take = (text: string): ReadLine => {
    number += 1;
    const occurrence = (lately.get(text) ?? -1) + 1;
    lately.delete(text);
    lately.set(text, occurrence);
    if (lately.size > 5_000) lately.delete(lately.keys().next().value!);
    const line = readLine(text);
    if ('unreadable' in line) return { number, text, occurrence, kind: 'refused', line: null, field: line.unreadable };
    const kind = kindOf(line, browserOf(line.userAgent).isBot);
    return { number, text, occurrence, kind, line, ...(kind === 'refused' ? { field: line.method === 'GET' ? 'status' : 'request' } : {}) };
  };
  for await (const piece of source.text(onBytes)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const text of lines) if (text.trim() !== '') yield take(text.replace(/\r$/, ''));
  }
  if (rest.trim() !== '') yield take(rest.replace(/\r$/, ''));
}

/** The same for the same line of the same client, whenever and from whichever file it is read. */
export function lineId(clientId: string, text: string, occurrence: number): string {
  const hash = createHash('sha256').update(`${clientId}\0${occurrence}\0${text}`).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
}
