/**
 * Opens a dialog under the button that asks for it, and on a narrow screen at its foot, where the thumb is.
 * Esc, the ground behind it and whatever has `data-close` close it; the focus goes back to the button.
 */
export function openedBy(/** @type {HTMLDialogElement} */ dialog, /** @type {Iterable<HTMLElement>} */ buttons) {
  for (const button of buttons) {
    button.addEventListener('click', () => {
      place(dialog, button);
      button.setAttribute('aria-expanded', 'true');
      dialog.addEventListener('close', () => button.setAttribute('aria-expanded', 'false'), { once: true });
      dialog.showModal();
    });
  }
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || target.closest('[data-close]')) dialog.close();
  });
  // Where it hangs under a button, the button moves away from it. A phone's bars and keyboard change the height alone.
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth !== width) dialog.close();
    width = window.innerWidth;
  });
}

function place(dialog, button) {
  const { bottom, right } = button.getBoundingClientRect();
  dialog.style.setProperty('--top', `${bottom + 8}px`);
  dialog.style.setProperty('--end', `${document.documentElement.clientWidth - right}px`);
}
