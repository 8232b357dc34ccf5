// Before the element is there: where it goes once somebody has signed in. It follows only addresses of this page's origin.
addEventListener('DOMContentLoaded', () => {
  const next = new URLSearchParams(location.search).get('next');
  const enter = { en: 'Sign in', es: 'Entrar' }[document.documentElement.lang];
  if (enter) document.querySelector('[data-text=enter]').textContent = enter;
  if (next?.startsWith('/portal/')) document.querySelector('arco-login').setAttribute('next', next);
});
