import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { exportClient } from '../privacy/export-client.ts';
import { audited } from './audited.ts';
import { command } from './command.ts';
import { client } from './fields.ts';

export const exportCommand = command({
  name: 'export',
  summary: 'Writes everything that is kept of a client into a ZIP, without secrets',
  input: z.strictObject({
    client,
    out: z.string().min(1).optional().describe('the file to write, which must not exist yet; else <client>-<day>.zip here'),
  }),
  example: 'arco export --client moda --out moda.zip',
  async run({ client: slug, out }, session) {
    const found = await session.client(slug);
    const owner = await session.owner();
    const made = new Date();
    const path = resolve(out ?? `${slug}-${made.toISOString().slice(0, 10)}.zip`);
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('conflict', error.code === 'EEXIST' ? `${path} exists already: name another with --out` : `${path} cannot be written: ${error.message}`);
    });
    try {
      const tables = await exportClient(owner, found, file, made);
      await file.close();
      await audited(owner, async () => ({ result: undefined, clientId: found.id, entry: { action: 'client.export', subject: found.id } }));
      const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
      return { json: { file: path, tables }, text: `${path}: ${rows} rows of ${Object.keys(tables).length} tables` };
    } catch (error) {
      await file.close().catch(() => {});
      await rm(path, { force: true });
      throw error;
    }
  },
});
