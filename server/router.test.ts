import { initTRPC } from '@trpc/server';
import { expect, test } from 'vitest';
import { rights } from './core/rights.ts';
import { accessOf, appRouter, declared, scopesOf } from './router.ts';

test('a procedure that does not say what a caller must bring keeps the server from starting', () => {
  const t = initTRPC.create();
  const undeclared = t.router({ leads: t.router({ list: t.procedure.query(() => []) }) });
  expect(() => accessOf(undeclared)).toThrow('leads.list does not say what a caller must bring');
  expect(accessOf(appRouter)).toEqual(declared);
});

test('every right is somebody’s, and every declared right is one of the table', () => {
  const held = new Set(Object.values(rights).flat());
  for (const [name, { right }] of declared) expect(held, name).toContain(right);
});

test('a viewer has no scope to write with, and nobody but an administrator reads the records', () => {
  expect(scopesOf('viewer').filter((scope) => scope.endsWith(':write'))).toEqual([]);
  expect((['owner', 'viewer', 'manager', 'agent', 'key', 'visitor'] as const).flatMap(scopesOf)).not.toContain('audit:read');
  expect(scopesOf('admin')).toContain('audit:read');
});
