import { z } from 'zod';

/** As many as a page asks about at once. */
export const MOST_IDS = 100;

export const ListDeletedPrincipalsInput = z.object({
  Ids: z
    .array(z.string().regex(/^(?:AIDA|AROA)[A-Z0-9]{1,28}$/))
    .min(1)
    .max(MOST_IDS),
});
