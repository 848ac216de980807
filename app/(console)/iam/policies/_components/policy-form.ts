import { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { checked, tagList } from '@/components/console/form/form-schema';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { newDocument } from '@/components/policy-editor/new-statement';
import type { InputOf } from '@/lib/core/operation';
import type { CreatePolicy } from '@/lib/iam/policy/operations';
import { CreatePolicyInput } from '@/lib/iam/policy/schema';

const PATH_CHARACTERS = 'Letters, digits and / . , + @ = _ -, between slashes.';

/** The schema of the wizard for a customer managed policy. */
export const policyFormSchema = z.object({
  document: checked(z.string(), (text) => documentProblem(text, 'identity', POLICY_CHARACTERS.managed, 'managed')),
  name: checked(z.string(), (text) => fieldProblem(CreatePolicyInput.shape.PolicyName, text)),
  path: checked(z.string(), (text) => (CreatePolicyInput.shape.Path.safeParse(text).success ? null : PATH_CHARACTERS)),
  description: checked(z.string(), (text) => (text.length > 1000 ? 'At most 1,000 characters.' : null)),
  tags: tagList(),
});

export type PolicyForm = z.infer<typeof policyFormSchema>;
export const NEW_POLICY: PolicyForm = { document: newDocument('identity'), name: '', path: '/', description: '', tags: [] };

/** The form fields by the input members of CreatePolicy. */
export const POLICY_MEMBERS = {
  PolicyDocument: 'document',
  PolicyName: 'name',
  Path: 'path',
  Description: 'description',
  Tags: 'tags',
} as const;

export function toNewPolicy({ document, name, path, description, tags }: PolicyForm): InputOf<typeof CreatePolicy> {
  return {
    PolicyName: name,
    Path: path === '/' ? undefined : path,
    PolicyDocument: document,
    Description: description || undefined,
    Tags: tags.length > 0 ? tags : undefined,
  };
}
