import type { Tag } from '@/components/console/form/tag-rules';

/** What a guardrail's pages ask; only a new one is given tags there. */
export type PolicyForm = { name: string; description: string; document: string; tags: Tag[] };

/** The fields by the members they fill, and what is said of a name that is taken. */
export const POLICY_FAILURES = {
  fields: { Name: 'name', Description: 'description' },
  words: { DuplicatePolicyException: 'Another policy of this type has the name.' },
} as const;
