import { z } from 'zod';
import { MOST_IDS } from './limits';

export const ListDeletedPrincipalsInput = z.object({
  Ids: z
    .array(z.string().regex(/^(?:AIDA|AROA)[A-Z0-9]{1,28}$/))
    .min(1)
    .max(MOST_IDS),
});
