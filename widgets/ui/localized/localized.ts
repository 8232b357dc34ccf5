import type { Text } from '../../../server/core/input.ts';
import type { Locale } from '../../core/locale.ts';

/** What the server said in three languages, in that of the reader. */
export function localized(text: Text, { tag }: Locale): string {
  return text[tag.slice(0, 2) as keyof Text] ?? text.pt;
}
