const texts = {
  en: { skip: 'Skip to content', yours: 'Your account', security: 'Account and security', back: 'Back to the portal', people: 'Who sees this client', keys: 'Keys' },
  es: { skip: 'Ir al contenido', yours: 'Tu cuenta', security: 'Cuenta y seguridad', back: 'Volver al portal', people: 'Quién ve este cliente', keys: 'Claves' },
}[document.documentElement.lang];

if (texts) for (const element of document.querySelectorAll('[data-text]')) element.textContent = texts[element.dataset.text];

document.addEventListener('arco-error', ({ error }) => {
  if (error?.reason === 'signed_out') location.replace(`/portal/entrar/?next=${encodeURIComponent(location.pathname + location.search)}`);
});
