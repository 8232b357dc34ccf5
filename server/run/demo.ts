import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { contentsOf } from './contents.ts';

/** The key that the partner's page mints tokens with. */
export const demoSecretKey = 'sk_test_demo_moda';

/**
 * Fills an empty database with the demo and marks it, so that `serve` refuses it; adds to a demo the days since.
 * Answers whether it was empty; throws `conflict` where the database holds somebody's data.
 */
export async function bringDemo(owner: Sql, service: Sql, log: (line: string) => void): Promise<boolean> {
  const contents = await contentsOf(owner);
  if (contents === 'used') throw new AppError('conflict', 'This database holds data that is not the demo; the demo fills only an empty one');
  const { seedDemo } = await import('../../demo/seed/seed.ts');
  await seedDemo({ owner, service, now: new Date(), log });
  return contents !== 'demo';
}
