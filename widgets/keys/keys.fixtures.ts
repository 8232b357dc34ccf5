import type { ListedKey } from '../../server/modules/keys/keys.schema.ts';
import type { Api } from '../core/api.ts';

const HOUR_MS = 3_600_000;
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

let keys: ListedKey[] = [
  { id: id(1), kind: 'publishable', mode: 'live', hint: 'q7Rm', origins: ['https://carmim.example', 'https://*.carmim.example'], createdAt: '2025-03-10T12:00:00.000Z', expiresAt: null, revokedAt: null },
  { id: id(2), kind: 'secret', mode: 'live', hint: 'x0Kd', origins: [], createdAt: '2025-06-02T12:00:00.000Z', expiresAt: null, revokedAt: null },
  { id: id(3), kind: 'publishable', mode: 'test', hint: 'T4pe', origins: ['loopback'], createdAt: '2025-10-16T12:00:00.000Z', expiresAt: null, revokedAt: null },
  { id: id(4), kind: 'secret', mode: 'live', hint: 'b9Wn', origins: [], createdAt: '2025-01-20T12:00:00.000Z', expiresAt: null, revokedAt: '2025-06-04T12:00:00.000Z' },
];

function add({ kind, mode, origins }: Pick<ListedKey, 'kind' | 'mode' | 'origins'>): { id: string; value: string } {
  const made = id(keys.length + 100);
  const hint = `ex${String(keys.length).padStart(2, '0')}`;
  keys = [...keys, { id: made, kind, mode, origins, hint, createdAt: '2025-11-24T12:00:00.000Z', expiresAt: null, revokedAt: null }];
  return { id: made, value: `${kind === 'secret' ? 'sk' : 'pk'}_${mode}_exemplo_que_nao_abre_nada_${hint}` };
}

const change = (which: string, changes: Partial<ListedKey>) => (keys = keys.map((key) => (key.id === which ? { ...key, ...changes } : key)));

const answers = {
  list: { query: async () => keys },
  create: {
    mutate: async ({ kind, test, origins }: Pick<ListedKey, 'kind' | 'origins'> & { test: boolean }) =>
      add({ kind, mode: test ? 'test' : 'live', origins: test && kind === 'publishable' ? [...origins, 'loopback'] : origins }),
  },
  rotate: {
    mutate: async (input: { id: string; overlapHours: number }) => {
      const made = add(keys.find((key) => key.id === input.id)!);
      change(input.id, { expiresAt: new Date(Date.now() + input.overlapHours * HOUR_MS).toISOString() });
      return made;
    },
  },
  revoke: {
    mutate: async (input: { id: string }) => {
      change(input.id, { revokedAt: '2025-11-24T12:00:00.000Z' });
      return input;
    },
  },
};

/** The keys of `mock`. What is done to them lasts as long as the page. */
export const keysFixture = answers as unknown as Api['keys'];
