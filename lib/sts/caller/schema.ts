import { z } from 'zod';
import { text } from '../../core/shapes';

export const GetCallerIdentityInput = z.object({});
export const GetAccessKeyInfoInput = z.object({ AccessKeyId: text({ pattern: '[\\w]*', min: 16, max: 128 }) });
