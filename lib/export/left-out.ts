import type { AccountState } from './state';

/** The format of an export. */
export type ExportFormat = 'cli' | 'cloudformation' | 'terraform';

/** Returns sentences about what an export leaves out: secrets, and what the format can't express. */
export function leftOutOf(state: AccountState, format: ExportFormat): string[] {
  const sentences = [
    'Passwords, access keys, MFA devices, certificates and sessions are not in it: nobody can read these back.',
    ...resourcesLeftOut(state, format),
  ];
  const oldVersions = state.policies.reduce((sum, { versions }) => sum + versions.length - 1, 0);
  if (format !== 'cli' && oldVersions > 0)
    sentences.push(
      `It has only the default version of managed policies; ${oldVersions === 1 ? 'one other version is' : `${oldVersions} other versions are`} left out.`,
    );
  if (format === 'cloudformation') {
    if (state.alias !== undefined) sentences.push(`The alias ${state.alias} is not in it: CloudFormation has none.`);
    if (state.passwordPolicy) sentences.push('The password policy is not in it: CloudFormation has none.');
    if ([...state.policies, ...state.instanceProfiles].some(({ tags }) => tags.length > 0))
      sentences.push('Tags of managed policies and instance profiles are not in it: CloudFormation takes none there.');
  }
  return sentences;
}

function resourcesLeftOut({ resources }: AccountState, format: ExportFormat): string[] {
  if (!resources) return ['Resources of other services than IAM are not in it.'];
  const { all, leftOut, publicAccessBlock } = resources;
  const has = (kind: (typeof all)[number]['kind']) => all.some((each) => each.kind === kind);
  const isTemplate = format === 'cloudformation';
  return [
    ...leftOut,
    ...(has('secret') ? ['Values of secrets are not in it: put them in by hand.'] : []),
    ...(has('bucket')
      ? [
          'Objects of buckets are not in it. Names of buckets are taken by one account of all: where one is, change it in the file.',
        ]
      : []),
    ...(has('queue') || has('topic') ? ['Messages are not in it.'] : []),
    ...(has('function') ? ['Code and variables of functions are not in it: what stands in place of the code does nothing.'] : []),
    ...(has('table') ? ['Items of tables are not in it.'] : []),
    ...(has('instance') ? ['Images of instances are named as they are here, which AWS has under other ids.'] : []),
    ...(format !== 'cli' && (has('key') || has('secret'))
      ? ['Keys and secrets get other ids. Where documents name them by these, they name those of here.']
      : []),
    ...(format !== 'cli' && all.some((each) => each.kind === 'instance' && each.stopped)
      ? ['Instances that are stopped here will run.']
      : []),
    ...(format !== 'cli' && all.some((each) => each.kind === 'bucket' && each.abac)
      ? ['That tags of a bucket bear on access to it is not in it.']
      : []),
    ...(isTemplate && publicAccessBlock
      ? ['The Block Public Access settings of the account are left out: CloudFormation has no resource for them.']
      : []),
  ];
}
