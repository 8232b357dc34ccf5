/** Ids that a stranger knows of a client's. */
export interface Target {
  goalId: string;
  actionId: string;
  annotationId: string;
  keyId: string;
  personId: string;
  recommendationId: string;
  /** A day in the near future, `yyyy-mm-dd`. */
  soon: string;
}

/** What of it an answer to a stranger must not hold. */
export const secretsOf = ({ goalId, actionId, annotationId, keyId, personId, recommendationId }: Target): string[] => [goalId, actionId, annotationId, keyId, personId, recommendationId];

/** What a stranger would send to each procedure, knowing the other's ids. A procedure without an entry fails the test. */
export const attacks: Record<string, (target: Target) => unknown> = {
  'actions.list': () => ({ state: 'open' }),
  'actions.complete': ({ actionId }) => ({ id: actionId }),
  'actions.dismiss': ({ actionId }) => ({ id: actionId, reason: 'x' }),
  'actions.snooze': ({ actionId, soon }) => ({ id: actionId, until: soon }),
  'actions.undo': ({ actionId }) => ({ id: actionId }),
  'actions.create': () => ({ kind: 'urgent', title: 'x', text: 'x' }),
  'alerts.list': () => ({ from: '2020-01-01' }),
  'audit.list': () => ({}),
  'audit.security': () => ({}),
  'benchmarks.get': () => ({ from: '2026-09-01', to: '2026-09-30' }),
  'benchmarks.setConsent': () => ({ contribute: false }),
  'changes.watch': () => ({ cursor: '0-1' }),
  'score.get': () => ({ asOf: '2026-10-05' }),
  'score.history': () => ({ from: '2026-01-01', to: '2026-12-31' }),
  'score.weights': () => undefined,
  'score.updateWeights': () => ({ version: 0, engagement: 1, campaigns: 1, conversion: 1, goals: 1 }),
  'forecast.get': () => ({}),
  'forecast.promote': ({ recommendationId }) => ({ recommendation: recommendationId }),
  'goals.list': () => ({ from: '2020-01-01', to: '2030-12-31' }),
  'goals.history': ({ goalId }) => ({ id: goalId }),
  'goals.create': () => ({ metric: 'leads', target: 5, period: 'month', startsOn: '2026-10-01' }),
  'goals.update': ({ goalId }) => ({ id: goalId, version: 1, target: 1 }),
  'goals.review': ({ goalId }) => ({ id: goalId }),
  'goals.remove': ({ goalId }) => ({ id: goalId, version: 1 }),
  'keys.list': () => undefined,
  'keys.create': () => ({ kind: 'secret' }),
  'keys.rotate': ({ keyId }) => ({ id: keyId }),
  'keys.revoke': ({ keyId }) => ({ id: keyId }),
  'live.get': () => undefined,
  'live.watch': () => undefined,
  'members.list': () => undefined,
  'members.invite': () => ({ email: 'intruso@example.com', name: 'Intruso', role: 'owner' }),
  'members.setRole': ({ personId }) => ({ id: personId, role: 'viewer' }),
  'members.remove': ({ personId }) => ({ id: personId }),
  'metrics.get': () => ({ metric: 'leads', from: '2026-01-01', to: '2026-12-31', compare: 'previous' }),
  'metrics.list': () => undefined,
  'metrics.explain': () => ({ metric: 'leads', from: '2026-01-01', to: '2026-12-31' }),
  'traffic.get': () => ({ from: '2025-11-01', to: '2026-10-20', filter: { dimension: 'source', value: 'segredo' } }),
  'traffic.breakdown': () => ({ from: '2026-01-01', to: '2026-10-20', dimension: 'source' }),
  'traffic.annotate': () => ({ on: '2026-10-05', kind: 'note', text: 'x' }),
  'traffic.removeAnnotation': ({ annotationId }) => ({ id: annotationId }),
  'traffic.settings': () => undefined,
  'traffic.updateSettings': () => ({ bounce: 'page', ownNetworks: ['203.0.113.0/24'], honourDoNotTrack: false }),
};
