import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import { keeps, router } from '../../core/trpc.ts';
import { changeMember, inviteMember, listMembers } from './members.queries.ts';
import { Changed, Invited, InviteMember, Members, RemoveMember, SetRole } from './members.schema.ts';

/** Who may see the client. Every change asks for the password or passkey again. */
export const membersRouter = router({
  list: keeps
    .reads('members')
    .output(Members)
    .query(({ ctx }) => ctx.asClient((sql) => listMembers(sql))),

  invite: keeps
    .writes('members')
    .input(InviteMember)
    .output(Invited)
    .mutation(async ({ ctx, input }) => {
      const { token, ...invited } = await ctx.asClient(async (sql) => {
        const made = await inviteMember(sql, input, ctx.now);
        // Of those who may, and taken back where it is one too many.
        await ctx.countInvitation?.(input.email);
        await audit(sql, ctx.caller, { action: 'members.invite', subject: made.id, value: { role: input.role }, requestId: ctx.requestId });
        return made;
      });
      ctx.mail?.(token ? 'invitation' : 'added', { email: input.email, name: input.name, language: ctx.language }, token);
      return invited;
    }),

  setRole: keeps
    .writes('members')
    .input(SetRole)
    .output(Changed)
    .mutation(({ ctx, input: { id, role } }) =>
      ctx.asClient(async (sql) => {
        const former = await changeMember(sql, id, role);
        if (!former) throw noMember(id);
        await audit(sql, ctx.caller, { action: 'members.setRole', subject: id, former: { role: former }, value: { role }, requestId: ctx.requestId });
        return { id, role };
      }),
    ),

  remove: keeps
    .writes('members')
    .input(RemoveMember)
    .output(Changed)
    .mutation(({ ctx, input: { id } }) =>
      ctx.asClient(async (sql) => {
        const former = await changeMember(sql, id, null);
        if (!former) throw noMember(id);
        await audit(sql, ctx.caller, { action: 'members.remove', subject: id, former: { role: former }, requestId: ctx.requestId });
        return { id, role: null };
      }),
    ),
});

const noMember = (id: string) => new AppError('not_found', `No member ${id}`);
