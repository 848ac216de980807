import { z } from 'zod';
import { Reach } from '../schema';

const MOST_STEPS = 4;

export const GetAccessGraphInput = z.object({
  Reach,
  /** The id of a node that the picture is about: an ARN, or as it is named elsewhere in an answer. Absent: everybody. */
  Focus: z.string().min(1).max(2048).optional(),
  /** How far from it, in steps that somebody takes one after the other. */
  Steps: z.number().int().min(1).max(MOST_STEPS).default(2),
});
