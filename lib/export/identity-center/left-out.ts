import { firstNames } from '../../core/text/lists';
import type { ExportFormat } from '../export-format';
import type { IdentityCenterState } from './state';

/** Attributes of users without an argument in Terraform. */
const ONLY_CLI = ['Photos', 'Website', 'Birthdate', 'Roles', 'Extensions'];

/** Returns sentences about what an export leaves out of IAM Identity Center. */
export function identityCenterLeftOut(state: IdentityCenterState, format: ExportFormat): string[] {
  return [
    'Passwords, MFA devices, sessions and tokens of people are left out, and settings of their sign-in.',
    'No call enables IAM Identity Center: enable it in the console before you use the export.',
    'Accounts get the current definition of permission sets, also where an earlier one is provisioned.',
    ...(format === 'terraform' ? terraformLeftOut(state) : []),
    ...(format === 'cloudformation' ? templateLeftOut(state) : []),
    ...(format === 'cloudformation' ? state.leftOut : copyNotes(state)),
  ];
}

/** Returns sentences about how a copy differs, and about what it lacks. */
export function copyNotes({ users, leftOut }: IdentityCenterState): string[] {
  const disabled = users.flatMap((user) => (user.disabled ? [user.userName] : []));
  const provisioned = users.flatMap(({ provider, userName }) => (provider === undefined ? [] : [userName]));
  return [
    ...(disabled.length > 0
      ? [`Disabled users are enabled in a copy, because no call disables a user: ${firstNames(disabled)}.`]
      : []),
    ...(provisioned.length > 0
      ? [`Users of an identity provider lose their external IDs in a copy: ${firstNames(provisioned)}.`]
      : []),
    ...leftOut,
  ];
}

function terraformLeftOut({ users, name, tags }: IdentityCenterState): string[] {
  const more = users.filter(({ attributes }) => ONLY_CLI.some((member) => member in attributes)).map(({ userName }) => userName);
  return [
    ...(more.length > 0
      ? [
          `Terraform has no arguments for website, birth date, photos, roles and enterprise attributes of users: ${firstNames(more)}.`,
        ]
      : []),
    ...instanceLeftOut('Terraform', { name, tags }),
  ];
}

function templateLeftOut({ users, name, tags }: IdentityCenterState): string[] {
  return [
    ...(users.length > 0
      ? [
          'Users are left out: CloudFormation has no resource for them. Memberships and assignments have the IDs of this organization’s users.',
        ]
      : []),
    'Assignments have the IDs of this organization’s accounts.',
    ...instanceLeftOut('CloudFormation', { name, tags }),
  ];
}

function instanceLeftOut(format: string, { name, tags }: Pick<IdentityCenterState, 'name' | 'tags'>): string[] {
  if (name === '' && tags.length === 0) return [];
  return [`The name and the tags of the instance are left out: ${format} cannot change an existing instance.`];
}
