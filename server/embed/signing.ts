import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { Sql } from '../core/db.ts';
import { AppError } from '../core/errors.ts';
import { seal, unseal } from '../core/seal.ts';

interface StoredKey {
  kid: string;
  publicJwk: JWK;
  sealedPrivate: Uint8Array;
  retiresAt: string | null;
}

interface Signer {
  kid: string;
  key: CryptoKey;
}

const USE = 'signing-keys';
const REREAD_MS = 60_000;

/** The keys that sign and verify tokens. They live in the database, so that every server has the same. */
export class SigningKeys {
  readonly #sql: Sql;
  readonly #secret: string;
  readonly #replaceable: boolean;
  #signer: Signer | undefined;
  /** Id of the key that signs now, as of the last reading. */
  #active: string | null = null;
  #public = new Map<string, { jwk: JWK; key: CryptoKey }>();
  #readAt = 0;

  /** `replaceable`: a key that the secret does not open gives way to a new one, as fits a demo. */
  constructor(sql: Sql, secret: string, { replaceable = false } = {}) {
    this.#sql = sql;
    this.#secret = secret;
    this.#replaceable = replaceable;
  }

  /** The key that signs now; makes the first one. Throws `unavailable` where `ARCO_SECRET` does not open it. */
  async signer(): Promise<Signer> {
    if (!this.#signer || this.#stale()) await this.#read();
    if (!this.#signer && (this.#public.size === 0 || this.#replaceable)) {
      await this.#rotateFrom(this.#active);
      await this.#read();
    }
    if (!this.#signer) {
      throw new AppError('unavailable', 'ARCO_SECRET is not the one that this database’s signing key was sealed under. Start with the former secret.');
    }
    return this.#signer;
  }

  /** The public key with this id. One that is not known yet may be another server's newest, so it asks once more. */
  async verifier(kid: string): Promise<CryptoKey | undefined> {
    if (this.#stale() || (!this.#public.has(kid) && Date.now() - this.#readAt > 1_000)) await this.#read();
    return this.#public.get(kid)?.key;
  }

  async jwks(): Promise<{ keys: JWK[] }> {
    await this.signer();
    return { keys: [...this.#public.values()].map(({ jwk }) => jwk) };
  }

  /** Signs with a new key from now on; what the former one signed stays valid until it expires. */
  async rotate(): Promise<void> {
    await this.#read();
    await this.#rotateFrom(this.#active);
  }

  /** Does nothing where another server has made a newer key than `former` meanwhile: its key is as good. */
  async #rotateFrom(former: string | null): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const publicJwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const sealed = seal(this.#secret, USE, JSON.stringify(await exportJWK(privateKey)));
    await this.#sql`
      select arco.rotate_signing_key(${former}, ${kid}, ${this.#sql.json(publicJwk as never)}, ${sealed})
    `;
    this.#readAt = 0;
  }

  #stale(): boolean {
    return Date.now() - this.#readAt > REREAD_MS;
  }

  #stored(): Promise<StoredKey[]> {
    return this.#sql<StoredKey[]>`select kid, public_jwk, sealed_private, retires_at from arco.list_signing_keys()`;
  }

  async #read(): Promise<void> {
    const stored = await this.#stored();
    const entries = stored.map(async ({ kid, publicJwk }) => {
      const jwk = { ...publicJwk, kid, alg: 'EdDSA', use: 'sig' };
      return [kid, { jwk, key: (await importJWK(jwk, 'EdDSA')) as CryptoKey }] as const;
    });
    this.#public = new Map(await Promise.all(entries));
    const active = stored.find(({ retiresAt }) => retiresAt === null);
    this.#active = active?.kid ?? null;
    const opened = active && unseal(this.#secret, USE, active.sealedPrivate);
    this.#signer = opened ? { kid: active.kid, key: (await importJWK(JSON.parse(opened), 'EdDSA')) as CryptoKey } : undefined;
    this.#readAt = Date.now();
  }
}
