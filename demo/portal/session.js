const signInPage = '/portal/entrar/';

/** Signing out, another client, and what happens when the session has ended elsewhere. */
export function keepSession() {
  document.querySelector('[data-sign-out]').addEventListener('click', async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(() => {});
    location.replace(signInPage);
  });
  // A page of its own for each client: nothing of the one before stays in it.
  document.addEventListener('arco-client-choose', ({ detail: { client } }) => location.assign(`/portal/?client=${encodeURIComponent(client)}`));
  document.addEventListener('arco-error', ({ error }) => {
    if (error?.reason === 'signed_out' || error?.reason === 'token_revoked') void leaveUnlessSignedIn();
  });
  // A page that comes back from the browser's memory may be of somebody who has left.
  addEventListener('pageshow', ({ persisted }) => persisted && void leaveUnlessSignedIn());
}

async function leaveUnlessSignedIn() {
  const { status } = await fetch('/api/session');
  if (status === 401) location.replace(`${signInPage}?next=${encodeURIComponent(location.pathname + location.search)}`);
}
