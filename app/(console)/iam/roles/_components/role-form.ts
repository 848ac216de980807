import { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { checked, tagList } from '@/components/console/form/form-schema';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import type { NewRole } from '@/lib/console/recipes/role';
import { CreateRoleInput } from '@/lib/iam/role/schema';
import { boundaryChoice } from '../../_components/boundary/boundary-choice';
import { needsInstanceProfile, newTrust, type TrustChoice, trustChoice, trustDocument, trustProblem } from './trust-choice';

/** Returns the schema of the wizard for a role. @param complete fills in values that follow from the provider */
export function roleFormSchema(accountId: string, complete: (choice: TrustChoice) => TrustChoice) {
  const problemOf = (choice: TrustChoice) =>
    trustProblem(choice) ?? documentProblem(trustDocument(choice, accountId), 'trust', POLICY_CHARACTERS.trust, 'inline');
  return z.object({
    trust: checked(trustChoice, (choice) => problemOf(complete(choice))),
    arns: z.array(z.string()).readonly(),
    boundary: boundaryChoice,
    name: checked(z.string(), (text) => fieldProblem(CreateRoleInput.shape.RoleName, text)),
    description: checked(z.string(), descriptionProblem),
    duration: z.number(),
    tags: tagList(),
  });
}

export type RoleForm = z.infer<ReturnType<typeof roleFormSchema>>;

/** Returns the initial values of the wizard. @param provider the ARN of the preselected provider */
export function newRole(provider?: string): RoleForm {
  return { trust: newTrust(provider), arns: [], boundary: null, name: '', description: '', duration: 3600, tags: [] };
}

/** The form fields by the input members of CreateRole. */
export const ROLE_MEMBERS = {
  AssumeRolePolicyDocument: 'trust',
  PermissionsBoundary: 'boundary',
  RoleName: 'name',
  Description: 'description',
  Tags: 'tags',
} as const;

export function toNewRole({ trust, duration, ...form }: RoleForm, accountId: string): NewRole {
  return {
    ...form,
    trust: trustDocument(trust, accountId),
    maxSessionDuration: duration,
    instanceProfile: needsInstanceProfile(trust),
  };
}

/** Returns the problem with a role's description; undefined if there is none. */
export function descriptionProblem(text: string): string | undefined {
  if (text.length > 1000) return 'At most 1,000 characters.';
  return CreateRoleInput.shape.Description.safeParse(text).success ? undefined : 'Only letters, digits and signs of Latin-1.';
}
