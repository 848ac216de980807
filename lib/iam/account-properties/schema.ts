import { z } from 'zod';
import { text } from '../../core/shapes';

// Pattern and lengths: IAM API Reference, PutAccountProperties.
const PropertyName = text({ pattern: '[A-Za-z][A-Za-z0-9/_-]*', min: 1, max: 50 });

export const GetAccountPropertiesInput = z.object({});
export const PutAccountPropertiesInput = z.object({
  Properties: z.record(PropertyName, text({ min: 1, max: 1024 })),
});
