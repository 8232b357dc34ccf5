import { importPKCS8, SignJWT } from 'jose';
import { Ga4Error } from './ga4-error.ts';
import { post, type Http } from './ga4-http.ts';
import { Token, type Credentials } from './ga4.schema.ts';

const SCOPE = 'https://www.googleapis.com/auth/analytics.readonly';
/** Asked anew this long before its end, as a request takes time. */
const EARLY_MS = 60_000;

type ServiceAccount = Extract<Credentials, { type: 'service_account' }>;

/** Exchanges credentials for access tokens, and keeps the last one in memory until it ends. */
export class Tokens {
  readonly #credentials: Credentials;
  readonly #url: string;
  readonly #http: Http;
  #token: { value: string; until: number } | undefined;

  /** `url` is Google's, whatever a credentials file names: a file must not send its key's signature elsewhere. */
  constructor(credentials: Credentials, url: string, http: Http) {
    this.#credentials = credentials;
    this.#url = url;
    this.#http = http;
  }

  async get(): Promise<string> {
    if (this.#token && this.#token.until > Date.now()) return this.#token.value;
    const body = new URLSearchParams(await this.#grant()).toString();
    const token = await post(this.#url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body }, Token, this.#http);
    this.#token = { value: token.access_token, until: Date.now() + token.expires_in * 1000 - EARLY_MS };
    return token.access_token;
  }

  /** To be called when the API refuses the token, which may have been withdrawn before its end; false where there was none. */
  forget(): boolean {
    const had = this.#token !== undefined;
    this.#token = undefined;
    return had;
  }

  async #grant(): Promise<Record<string, string>> {
    if (this.#credentials.type === 'service_account') {
      return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: await assertionOf(this.#credentials, this.#url) };
    }
    const { client_id, client_secret, refresh_token } = this.#credentials;
    return { grant_type: 'refresh_token', client_id, client_secret, refresh_token };
  }
}

/** RFC 7523: a JWT that the service account signs, for one exchange. */
async function assertionOf({ client_email, private_key, private_key_id }: ServiceAccount, audience: string): Promise<string> {
  const key = await importPKCS8(private_key, 'RS256').catch((cause: unknown) => {
    throw new Ga4Error('invalid', 'The private key of the credentials is not an RSA key in PKCS #8', { cause });
  });
  return new SignJWT({ scope: SCOPE })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(private_key_id ? { kid: private_key_id } : {}) })
    .setIssuer(client_email)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('10m')
    .sign(key);
}
