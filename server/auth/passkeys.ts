import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as z from 'zod';
import { confirm } from './confirmation.ts';
import { refused, requireConfirmed, signedIn, type SignedIn } from './endpoint.ts';
import { passkeySchema, type StoredPasskey } from './passkey-schema.ts';
import type { SecurityLog } from './security-log.ts';

interface Options {
  publicUrl: string;
  security: SecurityLog;
}

interface Store {
  adapter: { findOne<T>(query: object): Promise<T | null>; findMany<T>(query: object): Promise<T[]>; create<T extends object>(data: object): Promise<T>; update<T>(data: object): Promise<T | null>; deleteMany(query: object): Promise<number> };
  internalAdapter: { createVerificationValue(value: { identifier: string; value: string; expiresAt: Date }): Promise<unknown>; consumeVerificationValue(identifier: string): Promise<{ value: string; expiresAt: Date } | null> };
}

const CHALLENGE_MS = 5 * 60_000;
const response = z.looseObject({ id: z.string().max(2_000), response: z.looseObject({}), clientExtensionResults: z.looseObject({}).default({}) });
const where = (field: string, value: string) => ({ field, value });

/** Passkeys (WebAuthn): the key stays on the person's device, which asks for their finger, face or PIN. */
export const passkeys = ({ publicUrl, security }: Options) => {
  const rpID = new URL(publicUrl).hostname;
  const expected = { expectedOrigin: publicUrl, expectedRPID: rpID, requireUserVerification: true };
  const nothing = () => refused('UNAUTHORIZED', 'PASSKEY_REFUSED', 'This passkey is not one of ours, or took too long');

  const remember = ({ internalAdapter }: Store, use: string, challenge: string, person = '') =>
    internalAdapter.createVerificationValue({ identifier: `passkey:${use}:${challenge}`, value: person, expiresAt: new Date(Date.now() + CHALLENGE_MS) });

  /** Each challenge is good for one answer, of who it was made for. */
  const isOurs = ({ internalAdapter }: Store, use: string, person = '') => async (challenge: string) => {
    const found = await internalAdapter.consumeVerificationValue(`passkey:${use}:${challenge}`);
    return found !== null && found.value === person && found.expiresAt.getTime() > Date.now();
  };

  /** The passkey that signed an answer. */
  async function verified(store: Store, answer: AuthenticationResponseJSON): Promise<StoredPasskey> {
    const stored = await store.adapter.findOne<StoredPasskey>({ model: 'passkey', where: [where('credentialId', answer.id)] });
    if (!stored) throw nothing();
    const { verified: right, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: isOurs(store, 'use'),
      ...expected,
      credential: { id: stored.credentialId, publicKey: Buffer.from(stored.publicKey, 'base64url'), counter: Number(stored.counter), transports: transportsOf(stored) },
    }).catch(() => {
      throw nothing();
    });
    if (!right) throw nothing();
    await store.adapter.update({ model: 'passkey', where: [where('id', stored.id)], update: { counter: authenticationInfo.newCounter, lastUsedAt: new Date() } });
    return stored;
  }

  return {
    id: 'arco-passkeys',
    schema: passkeySchema,
    endpoints: {
      passkeySignInOptions: createAuthEndpoint('/passkey/sign-in-options', { method: 'POST' }, async (ctx) => {
        const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
        await remember(ctx.context as Store, 'use', options.challenge);
        return ctx.json(options);
      }),

      passkeySignIn: createAuthEndpoint('/passkey/sign-in', { method: 'POST', body: z.object({ response }) }, async (ctx) => {
        const { userId } = await verified(ctx.context as Store, ctx.body.response as unknown as AuthenticationResponseJSON);
        const user = await ctx.context.internalAdapter.findUserById(userId);
        if (!user) throw nothing();
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ user: { id: user.id, email: user.email, name: user.name } });
      }),

      passkeyConfirm: createAuthEndpoint('/passkey/confirm', { method: 'POST', use: signedIn, body: z.object({ response }) }, async (ctx) => {
        const signed = ctx.context.session as SignedIn;
        const { userId } = await verified(ctx.context as Store, ctx.body.response as unknown as AuthenticationResponseJSON);
        if (userId !== signed.user.id) throw nothing();
        return ctx.json(await confirm(ctx.context, signed));
      }),

      passkeyRegisterOptions: createAuthEndpoint('/passkey/register-options', { method: 'POST', use: signedIn }, async (ctx) => {
        const signed = ctx.context.session as SignedIn;
        requireConfirmed(signed);
        const { user } = signed;
        const store = ctx.context as Store;
        const present = await store.adapter.findMany<StoredPasskey>({ model: 'passkey', where: [where('userId', user.id)] });
        const options = await generateRegistrationOptions({
          rpName: 'ARCO',
          rpID,
          userID: new TextEncoder().encode(user.id),
          userName: user.email,
          userDisplayName: user.name,
          attestationType: 'none',
          excludeCredentials: present.map((stored) => ({ id: stored.credentialId, transports: transportsOf(stored) })),
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
        await remember(store, 'add', options.challenge, user.id);
        return ctx.json(options);
      }),

      passkeyRegister: createAuthEndpoint('/passkey/register', { method: 'POST', use: signedIn, body: z.object({ name: z.string().trim().min(1).max(80), response }) }, async (ctx) => {
        const signed = ctx.context.session as SignedIn;
        requireConfirmed(signed);
        const store = ctx.context as Store;
        const { registrationInfo } = await verifyRegistrationResponse({
          response: ctx.body.response as unknown as RegistrationResponseJSON,
          expectedChallenge: isOurs(store, 'add', signed.user.id),
          ...expected,
        }).catch(() => ({ registrationInfo: undefined }));
        if (!registrationInfo) throw nothing();
        const { credential, credentialBackedUp } = registrationInfo;
        const stored = await store.adapter.create<StoredPasskey>({
          model: 'passkey',
          data: {
            userId: signed.user.id,
            credentialId: credential.id,
            publicKey: Buffer.from(credential.publicKey).toString('base64url'),
            counter: credential.counter,
            transports: (credential.transports ?? []).join(' '),
            name: ctx.body.name,
            backedUp: credentialBackedUp,
            createdAt: new Date(),
          },
        });
        await security.record({ person: signed.user.id, action: 'passkey.add' });
        return ctx.json(shown(stored));
      }),

      passkeyList: createAuthEndpoint('/passkey/list', { method: 'GET', use: signedIn }, async (ctx) => {
        const { user } = ctx.context.session as SignedIn;
        const stored = await (ctx.context as Store).adapter.findMany<StoredPasskey>({ model: 'passkey', where: [where('userId', user.id)], sortBy: { field: 'createdAt', direction: 'asc' } });
        return ctx.json(stored.map(shown));
      }),

      passkeyRemove: createAuthEndpoint('/passkey/remove', { method: 'POST', use: signedIn, body: z.object({ id: z.uuid() }) }, async (ctx) => {
        const signed = ctx.context.session as SignedIn;
        requireConfirmed(signed);
        const removed = await (ctx.context as Store).adapter.deleteMany({ model: 'passkey', where: [where('id', ctx.body.id), where('userId', signed.user.id)] });
        if (!removed) throw refused('NOT_FOUND', 'PASSKEY_NOT_FOUND', 'There is no such passkey');
        await security.record({ person: signed.user.id, action: 'passkey.remove' });
        return ctx.json({ removed: true });
      }),
    },
  } satisfies BetterAuthPlugin;
};

const transportsOf = ({ transports }: StoredPasskey) => transports.split(' ').filter(Boolean) as AuthenticatorTransport[];
const shown = ({ id, name, createdAt, lastUsedAt }: StoredPasskey) => ({ id, name, createdAt, lastUsedAt: lastUsedAt ?? null });
