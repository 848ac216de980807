import { z } from 'zod';

export const PreviewPolicyVersionInput = z.object({
  PolicyArn: z.string().min(20).max(2048),
  /** The document that would be the default version. */
  Document: z.string().min(1).max(131_072),
});
