// Before the element is there: where it goes once somebody has signed in. It follows only addresses of this page's origin.
addEventListener('DOMContentLoaded', () => {
  const next = new URLSearchParams(location.search).get('next');
  if (next?.startsWith('/portal/')) document.querySelector('arco-login').setAttribute('next', next);
});
