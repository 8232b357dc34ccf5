// A small application: collections change the address without loading the page again.
const links = [...document.querySelectorAll('nav a')];
const items = [...document.querySelectorAll('li')];

function show() {
  const kind = location.pathname.split('/')[2];
  for (const item of items) item.hidden = kind !== undefined && item.dataset.kind !== kind;
  for (const link of links) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.querySelector('h1').textContent = links.find((link) => link.pathname === location.pathname && kind)?.textContent ?? 'Novidades';
}

for (const link of links) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState({}, '', link.href);
    show();
  });
}
for (const button of document.querySelectorAll('li button')) {
  button.addEventListener('click', () => {
    document.querySelector('[role=status]').textContent = `${button.closest('li').querySelector('h2').textContent}: pedido de exemplo anotado.`;
  });
}
addEventListener('popstate', show);
show();
