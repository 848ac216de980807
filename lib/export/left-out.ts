import type { AccountState } from './state';

/** In what language an account is written down. */
export type ExportFormat = 'cli' | 'cloudformation' | 'terraform';

/** What is not in an export of a state, in sentences: secrets in none, and what a language has no words for. */
export function leftOutOf(state: AccountState, format: ExportFormat): string[] {
  const sentences = [
    'Passwords, access keys, MFA devices, certificates and sessions are not in it: nobody can read these back.',
    'Resources of other services than IAM are not in it.',
  ];
  const oldVersions = state.policies.reduce((sum, { versions }) => sum + versions.length - 1, 0);
  if (format !== 'cli' && oldVersions > 0)
    sentences.push(
      `Of managed policies it has the default version; ${oldVersions === 1 ? 'one other is' : `${oldVersions} others are`} not in it.`,
    );
  if (format === 'cloudformation') {
    if (state.alias !== undefined) sentences.push(`The alias ${state.alias} is not in it: CloudFormation has none.`);
    if (state.passwordPolicy) sentences.push('The password policy is not in it: CloudFormation has none.');
    if ([...state.policies, ...state.instanceProfiles].some(({ tags }) => tags.length > 0))
      sentences.push('Tags of managed policies and instance profiles are not in it: CloudFormation takes none there.');
  }
  return sentences;
}
