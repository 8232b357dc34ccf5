import type { ISql } from 'postgres';
import { AppError } from '../core/errors.ts';
import { isCommonPassword, passwordLength } from './passwords.ts';

/** Gives a person a password, whose address then counts as verified. `owner` is a connection of the owner's role. */
export async function setPassword(owner: ISql, person: string, password: string): Promise<void> {
  // Loaded when it is needed: commands that set no password start sooner.
  const { hashPassword } = await import('better-auth/crypto');
  const row = { personId: person, accountId: person, providerId: 'credential', password: await hashPassword(password) };
  await owner`
    insert into auth.accounts ${owner(row)}
    on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at
  `;
  await owner`update people set email_verified = true where id = ${person}::uuid`;
}

/** Refuses a password that is too short, too long or too common. */
export function checkNewPassword(password: string, about: readonly string[]): void {
  const { min, max } = passwordLength;
  const well = password.length >= min && password.length <= max && !isCommonPassword(password, about);
  if (well) return;
  const expected = `${min} to ${max} characters, not among the most common passwords`;
  throw new AppError('invalid_input', `This password will not do: expected ${expected}`, { fields: [{ path: 'password', expected }] });
}
