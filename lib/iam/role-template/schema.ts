import { z } from 'zod';
import { text } from '../../core/shapes';

const TemplateArn = text({ min: 20, max: 2048 });
const MinorVersion = z.number().int().min(0);

export const GetRoleTemplateVersionInput = z.object({ TemplateArn, MinorVersion: MinorVersion.optional() });
export const AcquireRoleInput = z.object({
  TemplateArn,
  TemplateMinorVersion: MinorVersion.optional(),
  ReplacementValues: z
    .record(z.string().min(1).max(256), z.object({ Values: z.array(z.string().max(2048)).max(100).optional() }))
    .optional(),
});
