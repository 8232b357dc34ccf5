/** What was written, one origin a line. */
export function readOrigins(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()).filter(Boolean))];
}

/** Whether the server would take it for the origin of a page, as far as that can be told here: scheme and host alone, perhaps with `*.` before the host. */
export function isOrigin(text: string): boolean {
  const bare = text.replace(/^https:\/\/\*\./, 'https://');
  if (!URL.canParse(bare)) return false;
  const { origin, protocol, hostname } = new URL(bare);
  return origin === bare && /^https?:$/.test(protocol) && !/\*|^\.|\.\.|\.$/.test(hostname);
}
