import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import { keeps, router } from '../../core/trpc.ts';
import { addKey, endKey, listKeys } from './keys.queries.ts';
import { CreatedKey, CreateKey, ListedKeys, RevokedKey, RevokeKey, RotateKey } from './keys.schema.ts';

const HOUR_MS = 3_600_000;

/** Keys of the client's pages and servers. Every change asks for the password or passkey again. */
export const keysRouter = router({
  list: keeps
    .reads('keys')
    .output(ListedKeys)
    .query(({ ctx }) => ctx.asClient((sql) => listKeys(sql))),

  create: keeps
    .writes('keys')
    .input(CreateKey)
    .output(CreatedKey)
    .mutation(({ ctx, input }) =>
      ctx.asClient(async (sql) => {
        const made = await addKey(sql, input);
        await audit(sql, ctx.caller, { action: 'key.create', subject: made.id, value: input, requestId: ctx.requestId });
        return made;
      }),
    ),

  rotate: keeps
    .writes('keys')
    .input(RotateKey)
    .output(CreatedKey)
    .mutation(({ ctx, input: { id, overlapHours } }) =>
      ctx.asClient(async (sql) => {
        const former = (await listKeys(sql)).find((key) => key.id === id && key.revokedAt === null);
        if (!former) throw noKey(id);
        const { kind, mode, origins } = former;
        const made = await addKey(sql, { kind, test: mode === 'test', origins }, id);
        await endKey(sql, id, new Date(ctx.now.getTime() + overlapHours * HOUR_MS));
        await audit(sql, ctx.caller, { action: 'key.rotate', subject: id, value: { key: made.id, overlapHours }, requestId: ctx.requestId });
        return made;
      }),
    ),

  revoke: keeps
    .writes('keys')
    .input(RevokeKey)
    .output(RevokedKey)
    .mutation(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        if (!(await endKey(sql, id, null))) throw noKey(id);
        await audit(sql, ctx.caller, { action: 'key.revoke', subject: id, requestId: ctx.requestId });
        return { id };
      }),
    ),
});

const noKey = (id: string) => new AppError('not_found', `No key ${id}`);
