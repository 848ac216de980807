import { z } from 'zod';
import { Reach } from '../schema';

const MOST_STEPS = 4;

export const GetAccessGraphInput = z.object({
  Reach,
  /** The node in the middle of the graph: an ARN, or an id from an answer. Absent for everybody. */
  Focus: z.string().min(1).max(2048).optional(),
  /** The number of steps around the focus. */
  Steps: z.number().int().min(1).max(MOST_STEPS).default(2),
});
