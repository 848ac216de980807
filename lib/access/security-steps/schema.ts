import { z } from 'zod';

export const GetAccountSecurityStepsInput = z.object({});
