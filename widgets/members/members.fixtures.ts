import type { Member } from '../../server/modules/members/members.schema.ts';
import type { Api } from '../core/api.ts';

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

let members: Member[] = [
  { id: id(1), email: 'marina@carmim.example', name: 'Marina Castro', role: 'owner', state: 'active', since: '2025-03-10T12:00:00.000Z' },
  { id: id(2), email: 'rafael@carmim.example', name: 'Rafael Nunes', role: 'viewer', state: 'active', since: '2025-06-02T12:00:00.000Z' },
  { id: id(3), email: 'beatriz@carmim.example', name: 'Beatriz Lima', role: 'viewer', state: 'invited', since: '2025-11-21T12:00:00.000Z' },
];

const change = (who: string, changed: (member: Member) => Member[]) => (members = members.flatMap((member) => (member.id === who ? changed(member) : [member])));

const answers = {
  list: { query: async () => members },
  invite: {
    mutate: async (input: Pick<Member, 'email' | 'name' | 'role'>) => {
      const invited: Member = { ...input, id: id(members.length + 100), state: 'invited', since: '2025-11-24T12:00:00.000Z' };
      members = [...members, invited];
      return { id: invited.id, expiresAt: '2025-12-01T12:00:00.000Z' };
    },
  },
  setRole: {
    mutate: async (input: Pick<Member, 'id' | 'role'>) => {
      change(input.id, (member) => [{ ...member, role: input.role }]);
      return input;
    },
  },
  remove: {
    mutate: async (input: Pick<Member, 'id'>) => {
      change(input.id, () => []);
      return { ...input, role: null };
    },
  },
};

/** The team of `mock`. What is done to it lasts as long as the page. */
export const membersFixture = answers as unknown as Api['members'];
