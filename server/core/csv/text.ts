/** Lower case without accents; punctuation and underscores become single spaces. `Sessões_(total)` → `sessoes total`. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#%$]+/gu, ' ')
    .trim();
}

/** A value as it stands in a message: quoted, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
