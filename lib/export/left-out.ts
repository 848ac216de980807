import type { ExportFormat } from './export-format';
import { EXPORTED_KINDS } from './kinds';
import { reservedRolesLeftOut } from './service-roles';
import type { AccountState } from './state';

/** Returns sentences about what an export leaves out: secrets, and what the format can't express. */
export function leftOutOf(state: AccountState, format: ExportFormat): string[] {
  const sentences = [
    'Passwords, access keys, MFA devices, certificates and sessions are left out, because they cannot be read back.',
    ...resourcesLeftOut(state, format),
    ...reservedRolesLeftOut(state),
  ];
  const oldVersions = state.policies.reduce((sum, { versions }) => sum + versions.length - 1, 0);
  if (format !== 'cli' && oldVersions > 0)
    sentences.push(
      `Only the default versions of managed policies are included; ${oldVersions === 1 ? 'one other version is' : `${oldVersions} other versions are`} left out.`,
    );
  if (format === 'cloudformation') {
    if (state.alias !== undefined) sentences.push(`The alias ${state.alias} is left out: CloudFormation has no resource for it.`);
    if (state.passwordPolicy) sentences.push('The password policy is left out: CloudFormation has no resource for it.');
    if ([...state.policies, ...state.instanceProfiles].some(({ tags }) => tags.length > 0))
      sentences.push('Tags of managed policies and instance profiles are left out: CloudFormation does not support them.');
  }
  return sentences;
}

function resourcesLeftOut({ resources }: AccountState, format: ExportFormat): string[] {
  if (!resources) return ['Only resources of IAM are included.'];
  const { all, leftOut, publicAccessBlock } = resources;
  const ofKinds = EXPORTED_KINDS.flatMap((kind) => {
    const own = all.filter((each) => each.kind === kind.kind);
    return own.length > 0 ? kind.leftOut(own, format) : [];
  });
  const ofAccount = 'The Block Public Access settings of the account are left out: CloudFormation has no resource for them.';
  // Kinds can leave out the same.
  return [...leftOut, ...new Set(ofKinds), ...(format === 'cloudformation' && publicAccessBlock ? [ofAccount] : [])];
}
