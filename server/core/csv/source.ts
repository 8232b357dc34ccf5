import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';
import { EncodingDetector, type Encoding } from './encoding.ts';
import { quoted } from './text.ts';

/** Where a file comes from: a path, or a stream such as standard input, which is kept aside so that it can be read twice. */
export type FileInput = { path: string; name?: string } | { stream: Readable; name?: string };

/** A text file, perhaps gzipped, that can be read from its start as often as needed, and whose bytes are the same each time. */
export interface Source {
  /** Base name, never a path. */
  name: string;
  /** Unzipped. */
  bytes: number;
  sha256: string;
  encoding: Encoding;
  /** The decoded text in pieces, without a byte order mark. `onBytes` hears how many bytes have been read. */
  text(onBytes?: (bytes: number) => void): AsyncGenerator<string>;
  /** Removes what was kept aside. */
  close(): Promise<void>;
}

export async function openSource(input: FileInput): Promise<Source> {
  if ('stream' in input) return spool(input.stream, input.name ?? 'stdin');
  const name = basename(input.name ?? input.path);
  const found = await stat(input.path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(input.path, error);
  });
  if (found.isDirectory()) throw new AppError('invalid_input', `${quoted(input.path)} is a folder; a file is expected`);
  // A pipe such as /dev/fd/63 can be read only once.
  if (!found.isFile()) return spool(createReadStream(input.path), name);
  return examine(input.path, name, async () => {});
}

async function spool(stream: Readable, name: string): Promise<Source> {
  const folder = await mkdtemp(join(tmpdir(), 'arco-import-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'input');
    await pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    return await examine(path, basename(name), close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function examine(path: string, name: string, close: () => Promise<void>): Promise<Source> {
  const zipped = await isZipped(path);
  const hash = createHash('sha256');
  const detector = new EncodingDetector(name);
  let bytes = 0;
  try {
    for await (const chunk of bytesOf(path, zipped)) {
      hash.update(chunk);
      detector.add(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
  if (bytes === 0) throw new AppError('invalid_input', `${quoted(name)} is empty`);
  const encoding = detector.decide();
  const sha256 = hash.digest('hex');
  return { name, bytes, sha256, encoding, close, text: (onBytes) => decode({ path, name, zipped, sha256, encoding, onBytes }) };
}

interface Decoding {
  path: string;
  name: string;
  zipped: boolean;
  sha256: string;
  encoding: Encoding;
  onBytes: ((bytes: number) => void) | undefined;
}

async function* decode({ path, name, zipped, sha256, encoding, onBytes }: Decoding): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for await (const chunk of bytesOf(path, zipped)) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes?.(bytes);
    yield decoder.decode(chunk, { stream: true });
  }
  const rest = decoder.decode();
  if (rest) yield rest;
  // What was proved of one reading would not hold for another.
  if (hash.digest('hex') !== sha256) throw new AppError('conflict', `${quoted(name)} changed while it was being read. Import it again`);
}

/** By its first two bytes, whatever it is called (RFC 1952). */
async function isZipped(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(path, error);
  });
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

async function* bytesOf(path: string, zipped: boolean): AsyncGenerator<Buffer> {
  const file = createReadStream(path);
  if (!zipped) return yield* file as AsyncIterable<Buffer>;
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  yield* file.pipe(unzipped) as AsyncIterable<Buffer>;
}

function unreadable(path: string, error: NodeJS.ErrnoException): unknown {
  if (error.code === 'ENOENT') return new AppError('invalid_input', `There is no file ${quoted(path)}`, { cause: error });
  if (error.code?.startsWith('Z_')) return new AppError('invalid_input', `${quoted(path)} is not a whole gzip file`, { cause: error });
  if (error.code === 'EACCES') return new AppError('invalid_input', `${quoted(path)} may not be read by this user`, { cause: error });
  return error;
}
