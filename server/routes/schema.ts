import type { AnyRouter } from '@trpc/server';
import * as z from 'zod';
import type { Access } from '../core/access.ts';

export interface DescribedProcedure {
  type: 'query' | 'mutation' | 'subscription';
  input: unknown;
  output: unknown;
  access: Access | null;
}

interface ProcedureDefinition {
  type: DescribedProcedure['type'];
  meta?: Access;
  inputs: unknown[];
  output?: unknown;
}

/** Every procedure with what it takes, answers and asks for, as `/api/schema.json` shows it. */
export function describeProcedures(router: AnyRouter): Record<string, DescribedProcedure> {
  const procedures = router._def.procedures as unknown as Record<string, { _def: ProcedureDefinition }>;
  const described = Object.entries(procedures).map(([name, { _def }]) => {
    const { type, meta, inputs } = _def;
    const { yields, ...access } = meta ?? {};
    return [name, { type, input: jsonSchema(inputs[0], 'input'), output: jsonSchema(_def.output ?? yields, 'output'), access: meta ? (access as Access) : null }] as const;
  });
  return Object.fromEntries(described.sort(([a], [b]) => a.localeCompare(b)));
}

function jsonSchema(schema: unknown, io: 'input' | 'output'): unknown {
  return schema instanceof z.ZodType ? z.toJSONSchema(schema, { io, unrepresentable: 'any' }) : null;
}
