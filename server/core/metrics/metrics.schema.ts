import * as z from 'zod';
import { metricIds } from './definitions.ts';

export const MetricId = z.enum(metricIds);
export const Unit = z.enum(['count', 'money', 'rate', 'seconds', 'ratio']);
export const Better = z.enum(['higher', 'lower', 'neither']);

/** Where a period is expected to end: 8 in 10 such periods end between `low` and `high`. */
export const Projection = z.strictObject({ low: z.number(), expected: z.number(), high: z.number() });
export type Projection = z.infer<typeof Projection>;
