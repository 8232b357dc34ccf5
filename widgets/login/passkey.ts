type RequestJson = PublicKeyCredentialRequestOptionsJSON;
type CreationJson = PublicKeyCredentialCreationOptionsJSON;

interface SignInit {
  /** Offers the passkeys in the list of a field in place of asking at once. */
  readonly conditional?: boolean;
  readonly signal?: AbortSignal;
}

export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined';
}

export async function hasConditional(): Promise<boolean> {
  return canUsePasskeys() && Boolean(await PublicKeyCredential.isConditionalMediationAvailable?.());
}

/** Has the device sign a challenge. Rejects with a `DOMException` when the person or the device will not. */
export async function signWithPasskey(options: RequestJson, { conditional, signal }: SignInit = {}): Promise<object> {
  const publicKey = 'parseRequestOptionsFromJSON' in PublicKeyCredential ? PublicKeyCredential.parseRequestOptionsFromJSON(options) : requestOf(options);
  const credential = await navigator.credentials.get({ publicKey, ...(conditional && { mediation: 'conditional' }), ...(signal && { signal }) });
  return toJson(credential as PublicKeyCredential);
}

/** Has the device make a passkey. Rejects with a `DOMException`: `InvalidStateError` where it has one already. */
export async function makePasskey(options: CreationJson): Promise<object> {
  const publicKey = 'parseCreationOptionsFromJSON' in PublicKeyCredential ? PublicKeyCredential.parseCreationOptionsFromJSON(options) : creationOf(options);
  return toJson((await navigator.credentials.create({ publicKey })) as PublicKeyCredential);
}

function requestOf(options: RequestJson): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials = [] } = options;
  return { ...options, challenge: bytes(challenge), allowCredentials: allowCredentials.map(described) } as unknown as PublicKeyCredentialRequestOptions;
}

function creationOf(options: CreationJson): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials = [] } = options;
  return { ...options, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) }, excludeCredentials: excludeCredentials.map(described) } as unknown as PublicKeyCredentialCreationOptions;
}

const described = <T extends { id: string }>(credential: T) => ({ ...credential, id: bytes(credential.id) });

/** What `credential.toJSON()` answers, also where the browser has none. */
function toJson(credential: PublicKeyCredential): object {
  if ('toJSON' in credential) return credential.toJSON() as object;
  const { id, rawId, type, response, authenticatorAttachment } = credential as PublicKeyCredential;
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'].flatMap((name) => {
    const part = (response as unknown as Record<string, ArrayBuffer | null | undefined>)[name];
    return part ? [[name, text(part)]] : [];
  });
  const transports = (response as Partial<AuthenticatorAttestationResponse>).getTransports?.();
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment,
    response: { ...Object.fromEntries(parts), ...(transports && { transports }) },
    clientExtensionResults: (credential as PublicKeyCredential).getClientExtensionResults(),
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
