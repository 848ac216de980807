import { z } from 'zod';
import { JUMPS } from './limits';

export const GetClockInput = z.object({});

/** The distance or the time: exactly one of them. */
export const MoveClockInput = z
  .object({ Jump: z.enum(JUMPS).optional(), To: z.coerce.date().optional() })
  .refine(({ Jump, To }) => (Jump === undefined) !== (To === undefined), 'Enter either Jump or To.');
