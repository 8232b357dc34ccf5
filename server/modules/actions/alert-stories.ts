import { addDays, type Day } from '../../core/dates.ts';
import { definitionOf, metricIds, type MetricId } from '../../core/metrics/definitions.ts';
import type { Evidence } from './actions.schema.ts';

/** An alert that is open, and the recommendation that tells of it. */
export interface SeenAlert {
  id: string;
  metric: MetricId;
  direction: 'above' | 'below';
  evidence: Evidence;
  recommendationId: string | null;
  recommendedOn: Day | null;
}

/** Days in which what follows from something is part of the same story. */
const STORY_DAYS = 3;

/** What comes first explains the rest. */
const first: readonly MetricId[] = ['sessions', 'visitors', 'leads', 'conversions', 'revenue'];
const order = [...new Set([...first, ...metricIds])];

function toneOf({ metric, direction }: SeenAlert): 'good' | 'bad' | 'neither' {
  const { better } = definitionOf(metric);
  if (better === 'neither') return better;
  return (better === 'higher') === (direction === 'above') ? 'good' : 'bad';
}

const byTone = (alerts: readonly SeenAlert[]): SeenAlert[][] => [...Map.groupBy(alerts, toneOf).values()];
const recent = (alerts: readonly SeenAlert[], today: Day): SeenAlert | undefined =>
  alerts.find(({ recommendedOn }) => recommendedOn !== null && recommendedOn > addDays(today, -STORY_DAYS));
const untold = (alerts: readonly SeenAlert[]) => alerts.filter(({ recommendationId }) => recommendationId === null);

/** New stories, each with the alert that it is told by and all that it is about. */
export function storiesOf(alerts: readonly SeenAlert[], today: Day): { told: SeenAlert; alerts: string[] }[] {
  return byTone(alerts).flatMap((ofTone) => {
    const [told, ...others] = untold(ofTone).sort((a, b) => order.indexOf(a.metric) - order.indexOf(b.metric));
    return !told || recent(ofTone, today) ? [] : [{ told, alerts: [told, ...others].map(({ id }) => id) }];
  });
}

/** Alerts that belong to a story that has been told. */
export function sequelsOf(alerts: readonly SeenAlert[], today: Day): { id: string; recommendationId: string }[] {
  return byTone(alerts).flatMap((ofTone) => {
    const story = recent(ofTone, today);
    return story ? untold(ofTone).map(({ id }) => ({ id, recommendationId: story.recommendationId! })) : [];
  });
}
