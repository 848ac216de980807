import { z } from 'zod';
import { text } from '../../core/shapes';
import { InstanceArn } from '../shapes';

const Attribute = z.object({
  Key: text({ pattern: '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]+', min: 1, max: 128 }),
  Value: z.object({
    Source: z
      .array(text({ pattern: '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@\\[\\]\\{\\}\\$\\\\"]*', max: 256 }))
      .min(1)
      .max(1),
  }),
});
/** 50 attributes at most. */
export const Attributes = z.array(Attribute).max(50);
const InstanceAccessControlAttributeConfiguration = z.object({ AccessControlAttributes: Attributes });

export const InstanceAccessControlAttributeConfigurationInput = z.object({
  InstanceArn,
  InstanceAccessControlAttributeConfiguration,
});
export const NoConfigurationInput = z.object({ InstanceArn });
