import type { Action, ListedActions } from '../../server/modules/actions/actions.schema.ts';
import { sampleKind, sampleToday } from '../ui/sample/sample.ts';

const { name, unit } = sampleKind('revenue');

const base: Action = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'urgent',
  code: 'goal_at_risk',
  title: null,
  text: null,
  evidence: { metric: 'revenue', value: 6_740_000, reference: 7_500_000, low: 6_100_000, high: 7_400_000, from: '2025-11-01', to: '2025-11-30' },
  metric: { name, unit },
  expectedCents: 760_000,
  probability: 0.3,
  minutes: 20,
  state: 'open',
  reason: null,
  snoozedUntil: null,
  decidedAt: null,
  decidedBy: null,
  createdAt: '2025-11-24T09:00:00.000Z',
  createdBy: null,
  effect: null,
};

const custom = (id: number, kind: Action['kind'], title: string, text: string, expectedCents: number, minutes: number): Action => ({
  ...base,
  id: `00000000-0000-7000-8000-00000000000${id}`,
  kind,
  code: 'custom',
  title,
  text,
  evidence: null,
  metric: null,
  expectedCents,
  minutes,
  probability: 0.5,
  createdBy: 'Ana Paula Souza',
});

/** The actions of `mock`, the same each time. */
export async function actionsFixture(): Promise<ListedActions> {
  const visits = sampleKind('sessions');
  return {
    today: sampleToday,
    currency: 'BRL',
    canEdit: true,
    actions: [
      base,
      custom(2, 'insight', 'Quem chega pelo Instagram compra mais à noite', 'Das 19h às 23h o Instagram converte quase o dobro do resto do dia.', 190_000, 10),
      custom(3, 'quick_win', 'Aprove o frete grátis a partir de R$ 250', 'O texto do aviso está pronto, falta só o seu sim.', 240_000, 5),
      {
        ...base,
        id: '00000000-0000-7000-8000-000000000004',
        kind: 'insight',
        code: 'out_of_band',
        evidence: { metric: 'sessions', value: 318, reference: 486, days: 8, from: '2025-11-23', to: '2025-11-23' },
        metric: { name: visits.name, unit: visits.unit },
        expectedCents: 120_000,
        minutes: 10,
      },
    ],
    counts: { open: 4, completed: 2, dismissed: 1, snoozed: 0 },
  };
}

/** What was done before, as `mock` has it, but for what has been put back on the list. */
export async function handledFixture(state: Action['state'], list?: ListedActions): Promise<readonly Action[]> {
  const decided = { state, decidedAt: '2025-11-06T17:20:00.000Z', decidedBy: 'Marina Castro' } as const;
  const effect = { metric: 'revenue', before: 2_262_790, after: 2_566_170, days: 14, from: '2025-11-07', to: '2025-11-20' } as const;
  const all: readonly Action[] = [
    { ...base, id: '00000000-0000-7000-8000-000000000005', ...decided, state: 'completed', effect },
    { ...custom(6, 'insight', 'O e-mail de carrinho abandonado pode sair mais cedo', 'Metade de quem volta, volta em duas horas.', 160_000, 15), ...decided, state: 'completed' },
    { ...custom(7, 'quick_win', 'Atualize as fotos da página inicial', 'A vitrine ainda mostra peças que esgotaram.', 70_000, 20), ...decided, state: 'dismissed', reason: 'done_otherwise' },
  ];
  return all.filter((action) => action.state === state && !list?.actions.some(({ id }) => id === action.id));
}
