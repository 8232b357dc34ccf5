import * as z from 'zod';
import { metricIds } from './definitions.ts';

export const MetricId = z.enum(metricIds);
export const Unit = z.enum(['count', 'money', 'rate', 'seconds', 'ratio']);
export const Better = z.enum(['higher', 'lower', 'neither']);
