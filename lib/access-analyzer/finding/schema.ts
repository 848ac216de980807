import { z } from 'zod';
import { Filter } from '../analyzer/schema';

export const STATUSES = ['ACTIVE', 'ARCHIVED', 'RESOLVED'] as const;
export type AnalyzerFindingStatus = (typeof STATUSES)[number];

const AnalyzerArn = z
  .string()
  .max(2048)
  .regex(/^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:analyzer\/.{1,255}$/);
const Page = { maxResults: z.number().int().min(1).max(1000).optional(), nextToken: z.string().max(2048).optional() };

/** Source: IAM Access Analyzer API Reference, "ListFindingsV2". */
export const ListFindingsV2Input = z.object({
  analyzerArn: AnalyzerArn,
  filter: Filter.optional(),
  sort: z.object({ attributeName: z.string().max(256).optional(), orderBy: z.enum(['ASC', 'DESC']).optional() }).optional(),
  ...Page,
});
export const GetFindingV2Input = z.object({ analyzerArn: AnalyzerArn, id: z.string().max(2048), ...Page });
export const GetAnalyzerFindingFixInput = z.object({
  AnalyzerArn,
  FindingId: z.string().max(2048),
  /** Returns the changed access of more principals than by default. */
  Many: z.boolean().optional(),
});
export const UpdateFindingsInput = z.object({
  analyzerArn: AnalyzerArn,
  status: z.enum(['ACTIVE', 'ARCHIVED']),
  ids: z.array(z.string().max(2048)).max(1000).optional(),
  resourceArn: z.string().max(2048).optional(),
  clientToken: z.string().max(255).optional(),
});
export const ApplyArchiveRuleInput = z.object({
  analyzerArn: AnalyzerArn,
  ruleName: z.string().min(1).max(255),
  clientToken: z.string().max(255).optional(),
});
