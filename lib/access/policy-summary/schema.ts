import { z } from 'zod';

const Document = z.string().min(1).max(131_072);
const Kind = z.enum(['identity', 'boundary', 'scp', 'rcp']);

export const SummarizePolicyInput = z.object({ Document, Kind });
export const SummarizePolicyServiceInput = z.object({
  Document,
  Kind,
  Service: z.string().min(1).max(64),
  Effect: z.enum(['Allow', 'Deny']),
});
