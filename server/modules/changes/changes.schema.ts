import * as z from 'zod';
import { AgeText, CursorText } from '../../core/changes.ts';

export const WatchChanges = z
  .strictObject({
    /**
     * The last one that was told, to hear of everything since; or `~` and seconds, for what changed since a page was loaded
     * so long ago. Without it, of what changes from now on.
     */
    cursor: z.union([CursorText, AgeText]).optional(),
  })
  .prefault({});
export type WatchChanges = z.infer<typeof WatchChanges>;

/** Router keys whose answers have changed; none the first time, unless something was missed. */
export const Changes = z.strictObject({ cursor: CursorText, topics: z.array(z.string()) });
export type Changes = z.infer<typeof Changes>;
