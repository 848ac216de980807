import type { Tag } from '@/components/console/form/tag-rules';

/** The values of a guardrail's form. Only a new guardrail has tags here. */
export type PolicyForm = { name: string; description: string; document: string; tags: Tag[] };

/** The form fields by input member, and the error for a name that is taken. */
export const POLICY_FAILURES = {
  fields: { Name: 'name', Description: 'description' },
  words: { DuplicatePolicyException: 'Another policy of this type already has this name.' },
} as const;
