import * as z from 'zod';

export const ListedKey = z.object({
  id: z.uuid(),
  kind: z.enum(['publishable', 'secret']),
  mode: z.enum(['live', 'test']),
  /** The end of the value. */
  hint: z.string(),
  origins: z.array(z.string()),
  createdAt: z.string(),
  /** When it stops working, where another is taking its place. */
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type ListedKey = z.infer<typeof ListedKey>;
export const ListedKeys = z.array(ListedKey);

export const CreateKey = z.strictObject({
  kind: z.enum(['publishable', 'secret']),
  test: z.boolean().default(false),
  origins: z.array(z.string().max(300)).max(50).default([]),
});

/** `value` is shown this once. */
export const CreatedKey = z.object({ id: z.uuid(), value: z.string() });

export const RotateKey = z.strictObject({
  id: z.uuid(),
  /** Hours during which both the former and the new key work. */
  overlapHours: z.int().min(0).max(24 * 30).default(24),
});
export const RevokeKey = z.strictObject({ id: z.uuid() });
export const RevokedKey = z.object({ id: z.uuid() });
