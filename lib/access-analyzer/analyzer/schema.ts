import { z } from 'zod';

/** Source: IAM Access Analyzer API Reference, "CreateAnalyzer" and "CreateArchiveRule". */
const Name = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z][A-Za-z0-9_.-]*$/);
/** Has no effect here: a repeated call finds the result of the first one. */
const ClientToken = z.string().max(255).optional();
/** The analyzer types. The operation refuses those for internal access. */
export const ANALYZER_TYPES = ['ACCOUNT', 'ORGANIZATION', 'ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION_UNUSED_ACCESS'] as const;
export type AnalyzerType = (typeof ANALYZER_TYPES)[number];
const TYPES = [...ANALYZER_TYPES, 'ACCOUNT_INTERNAL_ACCESS', 'ORGANIZATION_INTERNAL_ACCESS'] as const;

const Values = z.array(z.string().max(2048)).min(1).max(20).optional();
const Criterion = z.object({ eq: Values, neq: Values, contains: Values, exists: z.boolean().optional() });
export const Filter = z.record(z.string().max(256), Criterion);
export type Filter = z.output<typeof Filter>;

/** The default tracking period in days. */
export const DEFAULT_AGE = 90;
const Configuration = z.object({
  unusedAccess: z
    .object({ unusedAccessAge: z.number().int().min(1).max(365).optional(), analysisRule: z.object({}).loose().optional() })
    .optional(),
  internalAccess: z.object({}).loose().optional(),
});
export type Configuration = z.output<typeof Configuration>;

export const Tags = z.record(z.string().min(1).max(128), z.string().max(256));

export const CreateAnalyzerInput = z.object({
  analyzerName: Name,
  type: z.enum(TYPES),
  archiveRules: z.array(z.object({ ruleName: Name, filter: Filter })).optional(),
  tags: Tags.optional(),
  configuration: Configuration.optional(),
  clientToken: ClientToken,
});
export const GetAnalyzerInput = z.object({ analyzerName: Name });
export const DeleteAnalyzerInput = z.object({ analyzerName: Name, clientToken: ClientToken });
export const UpdateAnalyzerInput = z.object({ analyzerName: Name, configuration: Configuration.optional() });
const Page = { maxResults: z.number().int().min(1).max(1000).optional(), nextToken: z.string().max(2048).optional() };
export const ListAnalyzersInput = z.object({ type: z.enum(TYPES).optional(), ...Page });

export const ArchiveRuleInput = z.object({ analyzerName: Name, ruleName: Name, filter: Filter, clientToken: ClientToken });
export const NamedRuleInput = z.object({ analyzerName: Name, ruleName: Name });
export const DeleteArchiveRuleInput = NamedRuleInput.extend({ clientToken: ClientToken });
export const ListArchiveRulesInput = z.object({ analyzerName: Name, ...Page });

export const TagResourceInput = z.object({ resourceArn: z.string().max(2048), tags: Tags });
export const UntagResourceInput = z.object({ resourceArn: z.string().max(2048), tagKeys: z.array(z.string().max(128)) });
export const ListTagsForResourceInput = z.object({ resourceArn: z.string().max(2048) });
