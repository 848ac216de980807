import { z } from 'zod';

export const GetLockoutInput = z.object({});
