import type { FileHandle } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';
import { describeFiles, type About } from './contents.ts';

/** What becomes one file of an archive: a table's rows in batches, each row a line of JSON. */
export interface Rows {
  table: string;
  batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
}

/**
 * Writes a ZIP with a file of JSON lines for each table and a text that says what they are, and answers how many rows
 * went into each. A batch at a time is in memory. A file of it holds 4 GB at most, which is what the format counts to.
 */
export async function writeArchive(file: FileHandle, about: About, tables: AsyncIterable<Rows>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const archive = new Writing(file, about.made);
  for await (const { table, batches } of tables) {
    let count = counts[table] ?? 0;
    archive.open(`${table}.jsonl`);
    for await (const lines of batches) {
      if (lines.length === 0) continue;
      count += lines.length;
      await archive.write(`${lines.join('\n')}\n`);
    }
    await archive.close();
    counts[table] = count;
  }
  archive.open('LEIA-ME.txt');
  await archive.write(describeFiles(about, counts));
  await archive.close();
  await archive.end();
  return counts;
}

class Writing {
  readonly #file: FileHandle;
  readonly #made: Date;
  readonly #zip: Zip;
  #chunks: Uint8Array[] = [];
  #entry: ZipDeflate | undefined;
  #failed: Error | undefined;

  constructor(file: FileHandle, made: Date) {
    this.#file = file;
    this.#made = made;
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#failed = error;
      else this.#chunks.push(chunk);
    });
  }

  open(name: string): void {
    this.#entry = new ZipDeflate(name, { level: 6 });
    this.#entry.mtime = this.#made;
    this.#zip.add(this.#entry);
  }

  async write(text: string): Promise<void> {
    this.#entry!.push(Buffer.from(text));
    await this.#flush();
  }

  async close(): Promise<void> {
    this.#entry!.push(new Uint8Array(0), true);
    await this.#flush();
  }

  async end(): Promise<void> {
    this.#zip.end();
    await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#failed) throw this.#failed;
    const chunks = this.#chunks.filter((chunk) => chunk.length > 0);
    this.#chunks = [];
    for (const chunk of chunks) await this.#file.writeFile(chunk);
  }
}
