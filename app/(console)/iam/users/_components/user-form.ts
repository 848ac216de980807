import { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { checked, tagList } from '@/components/console/form/form-schema';
import type { NewUser, UserPermissions } from '@/lib/console/recipes/user/new-user';
import type { PasswordChoice } from '@/lib/console/recipes/user/password';
import { CreateUserInput } from '@/lib/iam/user/schema';
import { boundaryChoice } from '../../_components/boundary/boundary-choice';

/** The schema of permissions. It has the values of all three choices, so that a change of choice loses nothing. */
const permissions = z.object({
  from: z.enum(['groups', 'user', 'policies']),
  groups: z.array(z.string()).readonly(),
  user: z.string().nullable(),
  arns: z.array(z.string()).readonly(),
});
export type PermissionsState = z.infer<typeof permissions>;
export const NO_PERMISSIONS: PermissionsState = { from: 'groups', groups: [], user: null, arns: [] };

export function toUserPermissions({ from, groups, user, arns }: PermissionsState): UserPermissions {
  if (from === 'groups') return { from, groups };
  return from === 'policies' ? { from, arns } : { from, user: user ?? '' };
}

/** Returns the problem with the permissions; null if there is none. */
export function permissionsProblem({ from, user }: PermissionsState): string | null {
  return from === 'user' && user === null ? 'Choose a user to copy permissions from.' : null;
}

const password = z.object({ custom: z.boolean(), password: z.string(), mustChange: z.boolean() });
export type PasswordState = z.infer<typeof password>;
export const NEW_PASSWORD: PasswordState = { custom: false, password: '', mustChange: true };

export function toPasswordChoice({ custom, password, mustChange }: PasswordState): PasswordChoice {
  return { password: custom ? password : { generate: true }, mustChange };
}

/** Returns the schema of the wizard. @param passwordProblem returns the problem with a password by the account's policy */
export function userFormSchema(passwordProblem: (password: PasswordState) => string | undefined) {
  return z.object({
    name: checked(z.string(), (name) => fieldProblem(CreateUserInput.shape.UserName, name)),
    console: checked(
      password.extend({ wanted: z.boolean() }),
      (console) => (console.wanted ? passwordProblem(console) : undefined),
      ['password'],
    ),
    permissions: checked(permissions, permissionsProblem),
    boundary: boundaryChoice,
    tags: tagList(),
  });
}

export type UserForm = z.infer<ReturnType<typeof userFormSchema>>;
export const NEW_USER: UserForm = {
  name: '',
  console: { ...NEW_PASSWORD, wanted: false },
  permissions: NO_PERMISSIONS,
  boundary: null,
  tags: [],
};
export const USER_SECRETS = ['console.password'] as const;

/** The form fields by the input members of CreateUser. */
export const USER_MEMBERS = { UserName: 'name', PermissionsBoundary: 'boundary', Tags: 'tags' } as const;

export function toNewUser({ name, console, permissions, boundary, tags }: UserForm): NewUser {
  return {
    name,
    console: console.wanted ? toPasswordChoice(console) : null,
    permissions: toUserPermissions(permissions),
    boundary,
    tags,
  };
}
