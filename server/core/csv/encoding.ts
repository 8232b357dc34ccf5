import { AppError } from '../errors.ts';
import { quoted } from './text.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const marks: [string, Encoding][] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

const others: [string, string][] = [
  ['504b0304', 'a zip archive or an Excel workbook; save it as CSV first'],
  ['d0cf11e0', 'an Excel workbook; save it as CSV first'],
  ['1f8b', 'compressed; unpack it first'],
  ['25504446', 'a PDF'],
];

/** Told from all of a file's bytes: the first accent of a long file may stand at its end. */
export class EncodingDetector {
  readonly #name: string;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  #marked: Encoding | undefined;
  #started = false;
  #validUtf8 = true;

  constructor(name: string) {
    this.#name = name;
  }

  /** Throws for what is no text. */
  add(chunk: Buffer): void {
    if (!this.#started) this.#start(chunk);
    if (this.#marked?.startsWith('utf-16')) return;
    if (chunk.includes(0)) throw new AppError('invalid_input', `${quoted(this.#name)} is not a text file: it holds zero bytes`);
    if (this.#validUtf8) this.#decode(chunk, true);
  }

  #start(chunk: Buffer): void {
    this.#started = true;
    const head = chunk.subarray(0, 4).toString('hex');
    const other = others.find(([magic]) => head.startsWith(magic));
    if (other) throw new AppError('invalid_input', `${quoted(this.#name)} is ${other[1]}`);
    this.#marked = marks.find(([mark]) => head.startsWith(mark))?.[1];
  }

  #decode(chunk: Buffer, stream: boolean): void {
    try {
      this.#utf8.decode(chunk, { stream });
    } catch {
      this.#validUtf8 = false;
    }
  }

  decide(): Encoding {
    if (this.#marked?.startsWith('utf-16')) return this.#marked;
    if (this.#validUtf8) this.#decode(Buffer.alloc(0), false);
    return this.#validUtf8 ? 'utf-8' : 'windows-1252';
  }
}
