/** Of everybody in the demo. */
export const password = 'demo-arco-2026';

export interface SignedInCookie {
  name: string;
  value: string;
  url: string;
  httpOnly: boolean;
}

/** Signs somebody of the demo in, and answers what their browser would keep. */
export async function cookiesOf(origin: string, email: string): Promise<SignedInCookie[]> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
  return answer.headers.getSetCookie().map((cookie) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
    return { name: name!, value: value!, url: origin, httpOnly: /; HttpOnly/i.test(cookie) };
  });
}
