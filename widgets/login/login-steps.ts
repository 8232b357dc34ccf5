/** What a link in a mail is for; the rest of it is a secret that works once. */
export type Link = 'reset' | 'invitation' | 'verify';

/** Why a mail was sent. */
export type Mail = 'reset' | 'verify' | 'signUp' | 'unverified' | 'invited';

/** What is asked, or said. */
export type Step =
  | { readonly name: 'signIn'; readonly email?: string; readonly notice?: 'changed' | 'late' }
  | { readonly name: 'signUp' | 'code' | 'recovery' }
  | { readonly name: 'forgot'; readonly email?: string }
  | { readonly name: 'sent'; readonly mail: Mail; readonly email: string }
  | { readonly name: Link; readonly token: string }
  | { readonly name: 'broken'; readonly link: Link };

/** Takes the link of a mail out of the address, where it would stay in the history and could be read. */
export function takeLink(): Step | undefined {
  const [, name, token] = /^#(reset|invitation|verify)=(.+)$/.exec(location.hash) ?? [];
  if (!name || !token) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return { name: name as Link, token: decode(token) };
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
