import { z } from 'zod';
import { Reach } from '../schema';

export const ListEscalationPathsInput = z.object({ Reach });
