import * as z from 'zod';
import { AppError } from '../core/errors.ts';
import { migrate } from '../core/migrate.ts';
import { contentsOf } from '../run/contents.ts';
import { bringDemo } from '../run/demo.ts';
import { command } from './command.ts';

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Brings the tables up to this version, as the role that owns them',
  input: z.strictObject({}),
  example: 'DATABASE_OWNER_URL=postgres://owner:…@db/arco arco migrate',
  async run(_input, session) {
    const { owner, url } = await session.database();
    const applied = await migrate(owner, url);
    return { json: { applied }, text: applied.length > 0 ? `Applied ${applied.join(', ')}` : 'Nothing to apply: the tables are those of this version' };
  },
});

export const demo = command({
  name: 'demo',
  summary: 'Fills an empty database with the demo, and marks it as one',
  input: z.strictObject({}),
  example: 'arco demo',
  async run(_input, session) {
    const { owner, url } = await session.database();
    if ((await contentsOf(owner)) === 'used') {
      throw new AppError('conflict', 'This database holds data that is not the demo, and is left as it is. Name an empty one, such as DATABASE_URL=… or ARCO_DATA_DIR=/tmp/arco-demo');
    }
    await migrate(owner, url);
    const filled = await bringDemo(owner, await session.service(), (line) => session.note(line));
    return { json: { filled }, text: filled ? 'The demo is in place' : 'The demo was in place, and reaches to now' };
  },
});
