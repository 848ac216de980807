import { type QuotaName, quotas } from '../core/quotas';
import type { Actor } from '../core/test-world';
import { type Contract, type ErrorRow, type Stage, taking } from '../core/testing/contract';
import { ListRoots } from './organization/operations';
import { callersOf } from './organizations-operation';
import { EnablePolicyType } from './policy-type/operations';
import type { PolicyType } from './shapes';
import { organizationOf, policyText, userWith } from './test-organization';

// Values that several contracts share.
export const SCP = 'SERVICE_CONTROL_POLICY';
export const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };
export const DENY_S3 = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
export const NO_ACCOUNT = '000000000000';
export const INVALID = 'You specified an invalid value.';
export const REFUSED = "You don't have permissions to access this resource.";
export const NO_FEATURES = 'Your organization must have all features enabled to perform this operation.';
export const WAIT = 'This operation requires a wait period.  Try again later.';
const NO_PATTERN = 'You provided a value that does not match the required pattern.';

export const because = (reason: string, by?: string) => ({ reason, ...(by === undefined ? {} : { by }) });

/** Returns a pattern for AWS's sentence followed by the quota's name and number. */
export const behind = (sentence: string, quota: QuotaName) => new RegExp(`^${sentence} The quota ${quota} is [\\d,]+\\.`);

/** Returns tags that contain a secret. */
export const ownedBy = (secret: string) => [{ Key: 'owner', Value: secret }];

/** Returns as many tags as an object may have. */
export const fullTags = () =>
  Array.from({ length: quotas().TagsPerResource }, (_, index) => ({ Key: `key-${index}`, Value: '' }));

export type TestOrganization = Awaited<ReturnType<typeof organizationOf>>;

/**
 * Makes the first account the management account of an organization. `nobody` is its user without permissions, and `stranger` is
 * a standalone account; every noun's table has calls of both.
 */
export async function furnishOrganization({
  world,
  root,
  account,
  signs,
}: Stage): Promise<TestOrganization & { stranger: Actor }> {
  const organization = await organizationOf(world, root);
  await signs('nobody', await userWith(world, root, 'nobody'));
  return { ...organization, stranger: await account('stranger') };
}

/** Makes `payer` the management account of an organization with only consolidated billing. */
export async function furnishPayer({ world, account }: Stage, now?: Date): Promise<TestOrganization> {
  const payer = await account('payer');
  return organizationOf(world, now ? payer.with({ now }) : payer, 'CONSOLIDATED_BILLING');
}

/** Members whose values have a pattern. */
const IDS = [
  'AccountId',
  'ChildId',
  'CreateAccountRequestId',
  'HandshakeId',
  'OrganizationalUnitId',
  'ParentId',
  'PolicyId',
  'ResourceId',
  'RootId',
  'TargetId',
];
/** Members that a creation requires. */
const REQUIRED = ['Content', 'Email', 'Name', 'StartTimestamp', 'Target'];

/** Adds the errors that all operations have to those of the noun. The callers come from `furnishOrganization`. */
export function withCommonErrors(
  operations: Contract['operations'],
  own: Readonly<Record<string, readonly ErrorRow[]>>,
): Readonly<Record<string, readonly ErrorRow[]>> {
  const every = Object.keys(operations);
  const inside = every.filter((name) => callersOf(operations[name] as Contract['operations'][string]) !== undefined);
  const takers = (member: string, ...except: string[]) => taking(operations, member, ...except);
  const common: Readonly<Record<string, readonly ErrorRow[]>> = {
    AccessDeniedException: [
      [every, {}, /^User: arn:aws:iam::\d{12}:user\/nobody is not authorized to perform: organizations:/, { by: 'nobody' }],
    ],
    AWSOrganizationsNotInUseException: [[inside, {}, 'Your account is not a member of an organization.', { by: 'stranger' }]],
    InvalidInputException: [
      ...IDS.map((name): ErrorRow => [takers(name), { [name]: '-' }, NO_PATTERN, because('INVALID_PATTERN')]),
      ...REQUIRED.map(
        (name): ErrorRow => [
          takers(name, 'UpdateOrganizationalUnit', 'UpdatePolicy'),
          { [name]: undefined },
          'You must provide a value for all required parameters.',
          because('INPUT_REQUIRED'),
        ],
      ),
      [takers('NextToken'), { NextToken: 'none' }, INVALID, because('INVALID_NEXT_TOKEN')],
      [takers('MaxResults'), { MaxResults: 21 }, NO_PATTERN, because('MAX_VALUE_EXCEEDED')],
      [
        takers('ServicePrincipal'),
        { ServicePrincipal: 's3.amazonaws.com' },
        'You specified an unrecognized service principal.',
        because('UNRECOGNIZED_SERVICE_PRINCIPAL'),
      ],
    ],
  };
  const errors = new Set([...Object.keys(common), ...Object.keys(own)]);
  const rows = (error: string) => [...(common[error] ?? []), ...(own[error] ?? [])].filter(([of]) => of.length > 0);
  return Object.fromEntries([...errors].map((error) => [error, rows(error)] as const).filter(([, all]) => all.length > 0));
}

/** Returns the id of the root of an account's organization. */
export async function rootIdOf(management: Actor): Promise<string> {
  const { Roots } = await management.run(ListRoots, {});
  return Roots[0]?.Id ?? '';
}

/**
 * Enables a policy type unless it is enabled.
 * @returns the id of the root
 */
export async function enablePolicyType(management: Actor, type: PolicyType): Promise<string> {
  const { Roots } = await management.run(ListRoots, {});
  const RootId = Roots[0]?.Id ?? '';
  const enabled = Roots[0]?.PolicyTypes?.some(({ Type }) => Type === type);
  if (!enabled) await management.run(EnablePolicyType, { RootId, PolicyType: type });
  return RootId;
}
