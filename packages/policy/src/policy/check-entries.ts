import { isAccountId, parseArn } from '../arn/parse-arn';
import type { PathSegment } from '../json/types';
import { splitAtColons } from '../match/template';
import type { IssueList } from './issues';
import { TRUST_ACTIONS } from './kind-rules';
import { SHORT_ARN, STAR_COLON_STAR, VENDOR_WITH_DOT } from './open-points';
import { badAction, badResource, LEGACY, NO_VENDOR, type Refusal, wrongKind } from './refusals';
import { isSavedService } from './service-principals';
import type { ParsePolicyOptions, PolicyEntry, PolicyKind, PrincipalEntry } from './types';

/** AWS: the partitions that IAM accepts in a Resource element ("Partition "x" is not valid for resource "y"."). */
export const PARTITIONS: ReadonlySet<string> = new Set([
  '*',
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
]);

/** Matches nearly all valid actions and resources. Only the others are analyzed. */
const GOOD_ACTION = /^(?:\*|[A-Za-z0-9][A-Za-z0-9-]*:[^:]+)$/;
const GOOD_RESOURCE = /^(?:\*|arn:(?:aws|\*):(?:(?!(?:iam|s3|route53):)[a-z0-9-]+:[^:$]*:[^:$]*:|s3:::).*)$/s;

const VENDOR = /^[A-Za-z0-9*?.][A-Za-z0-9*?.-]*$/;

/** Checks `service:Name` or `*`. The name need not exist, because AWS stores unknown actions. */
export function checkAction(
  entry: PolicyEntry,
  path: readonly PathSegment[],
  options: ParsePolicyOptions,
  issues: IssueList,
): void {
  const { value, span } = entry;
  if (GOOD_ACTION.test(value)) return;
  const colon = value.indexOf(':');
  const vendor = value.slice(0, Math.max(colon, 0));
  const bad = (message: string, refusal?: Refusal) => issues.add('INVALID_ACTION_FORMAT', path, span, message, refusal);
  if (colon < 0) bad(`The action "${value}" has no service prefix.`, NO_VENDOR);
  else if (colon === 0) bad(`The action "${value}" has nothing before its colon.`, LEGACY);
  else if (value.indexOf(':', colon + 1) >= 0) {
    bad(`The action "${value}" has more than one colon.`, badAction('Actions/Condition can contain only one colon.'));
  } else if (!VENDOR.test(vendor) || (VENDOR_WITH_DOT === 'refused' && vendor.includes('.'))) {
    bad(`"${vendor}" is not a service prefix.`, badAction(`Vendor ${vendor} is not valid`));
  } else if (colon === value.length - 1) bad(`The action "${value}" has no name after its service prefix.`);
  else if (options.saving !== undefined && /[*?]/.test(vendor) && !(STAR_COLON_STAR === 'stored' && value === '*:*')) {
    bad(`IAM saves no action with a wildcard in its service prefix, as "${value}" has.`, VENDOR_PATTERN);
  }
}

const VENDOR_PATTERN = badAction('Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.');

/** AWS: the message for other actions in a trust policy, and for other elements in place of actions. */
export const STS_ACTIONS_ONLY = wrongKind('AssumeRole policy may only specify STS AssumeRole actions.');

/** Checks that trust policies name only STS actions, and RCPs only services that support RCPs. */
export function checkActionOfKind(
  entry: PolicyEntry,
  kind: PolicyKind,
  options: ParsePolicyOptions,
  path: readonly PathSegment[],
  issues: IssueList,
): void {
  const action = entry.value.toLowerCase();
  if (kind === 'trust') {
    const known = TRUST_ACTIONS.has(action) || (action.startsWith('sts:') && /[*?]/.test(action));
    // AWS's message is for actions of other services. Its message for unknown STS actions is not documented.
    if (!known) {
      const message = `A trust policy can't name the action "${entry.value}".`;
      issues.add('UNSUPPORTED_ACTION_IN_POLICY', path, entry.span, message, STS_ACTIONS_ONLY);
    }
  }
  if (kind === 'rcp' && options.author !== 'aws') {
    const service = action.slice(0, Math.max(0, action.indexOf(':')));
    if (action === '*' || /[*?]/.test(service)) {
      issues.add(
        'RCP_SYNTAX_ERROR',
        path,
        entry.span,
        'A resource control policy must name a service: "*" alone is not allowed.',
      );
    } else if (options.rcpServices && !options.rcpServices.has(service)) {
      issues.add('RCP_SYNTAX_ERROR', path, entry.span, `The service "${service}" does not support resource control policies.`);
    }
  }
}

/** Checks for `*` or an ARN with a literal service. */
export function checkResource(
  entry: PolicyEntry,
  path: readonly PathSegment[],
  options: ParsePolicyOptions,
  issues: IssueList,
): void {
  const { value, span } = entry;
  if (GOOD_RESOURCE.test(value)) return;
  const parts = splitAtColons(value);
  // Entries without a resource format are not compared with the shape of ARNs.
  const fault = formatFault(value, parts, options) ?? shapeFault(value, parts);
  if (fault !== null) issues.add('INVALID_RESOURCE_FORMAT', path, span, fault.message, fault.refusal);
}

type Fault = { message: string; refusal: Refusal };

const fault = (message: string, sentence: string): Fault => ({ message, refusal: badResource(sentence) });

function formatFault(value: string, parts: readonly string[], { saving }: ParsePolicyOptions): Fault | null {
  const [, partition = '', service] = parts;
  if (parts.length < 2) {
    return fault(`The resource "${value}" is neither an ARN nor "*".`, `Resource ${value} must be in ARN format or "*".`);
  }
  // AWS checks the second part whatever the first one is, and prints the text it read there.
  if (!PARTITIONS.has(partition)) {
    return fault(
      `"${partition}" is not a partition.`,
      `Partition "${partition}" is not valid for resource "${readAsArn(parts)}".`,
    );
  }
  if (service === undefined || /[*?]/.test(service)) {
    const sentence = 'Resource vendor must be fully qualified and cannot contain regexes.';
    return fault(`The resource "${value}" does not spell out its service.`, sentence);
  }
  if (service === 'iam') return iamFault(value, parts, saving !== undefined);
  if (saving === undefined) return null;
  return service === 's3' || service === 'route53' ? globalFault(value, service, parts) : null;
}

function readAsArn([, partition = '', ...rest]: readonly string[]): string {
  const given = rest.length === 1 && rest[0] === '' ? [] : rest;
  return ['arn', partition, ...given, ...Array.from({ length: 4 - given.length }, () => '*')].join(':');
}

/** AWS: the allowed beginnings of an IAM ARN's last part, in the order of the message. */
const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];
/** AWS: Service Authorization Reference, the IAM resource types that the message does not list. */
const MORE_IAM_PATHS = ['assumed-role/', 'delegation-request/', 'role-template/'];

function iamFault(value: string, [, , , region = '', , ...rest]: readonly string[], saving: boolean): Fault | null {
  if (region !== '' && region !== '*') {
    return fault(`IAM resources have no Region, "${value}" has.`, `IAM resource ${value} cannot contain region information.`);
  }
  const resource = rest.join(':');
  if (!saving || rest.length === 0 || resource === '*' || resource === 'root') return null;
  if ([...IAM_PATHS, ...MORE_IAM_PATHS].some((start) => resource.startsWith(start))) return null;
  const sentence = `IAM resource path must either be "*", root, or start with ${IAM_PATHS.join(', ')}.`;
  return fault(`"${resource}" is no resource of IAM: it starts with none of its types.`, sentence);
}

/** AWS: Service Authorization Reference, the S3 resource types with a Region in their ARNs. Buckets and objects have none. */
const REGIONAL_S3 = ['access-grants/', 'accesspoint/', 'async-request/', 'job/', 'storage-lens/', 'storage-lens-group/'];

/** Checks resources of S3 and Route 53, whose ARNs have no Region. AWS saves a wildcard in its place. */
function globalFault(
  value: string,
  service: 's3' | 'route53',
  [, , , region = '', account = '', ...rest]: readonly string[],
): Fault | null {
  const isNamed = (part: string) => part !== '' && !/[*?]|\$\{/.test(part);
  if (isNamed(region) && !(service === 's3' && canStartWith(rest.join(':'), REGIONAL_S3))) {
    return fault(
      `"${value}" names a Region, and such a resource has none.`,
      `Resource ${value} can not contain region information.`,
    );
  }
  if (service === 'route53' && isNamed(account)) {
    return fault(
      `"${value}" names an account, and resources of Route 53 do not.`,
      `Resource ${value} cannot contain an account id.`,
    );
  }
  return null;
}

/** Tests whether a text that the pattern matches can begin with one of these. */
function canStartWith(pattern: string, starts: readonly string[]): boolean {
  const [head = ''] = pattern.split(/[*?]|\$\{/, 1);
  const isOpen = head.length < pattern.length;
  return starts.some((start) => head.startsWith(start) || (isOpen && start.startsWith(head)));
}

/** Checks what AWS's older parser does not accept as an ARN. */
function shapeFault(value: string, parts: readonly string[]): Fault | null {
  if (parts[2] === '') return { message: `The resource "${value}" names no service.`, refusal: LEGACY };
  if (parts.length >= 6 || value.endsWith('*')) return null;
  const hasGap = parts.slice(1, -1).includes('');
  if (!hasGap && SHORT_ARN === 'stored') return null;
  return { message: `The resource "${value}" has fewer than six colon-separated parts.`, refusal: LEGACY };
}

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{4,128}$/;
const CANONICAL_ID = /^[0-9a-f]{64}$/;

/** Checks a principal, which cannot be a partial wildcard or a group. The caller checks its existence. */
export function checkPrincipal(
  entry: PrincipalEntry,
  path: readonly PathSegment[],
  options: ParsePolicyOptions,
  issues: IssueList,
): void {
  const { key, value, span } = entry;
  const isFormat = isPrincipalFormat(entry) && (key !== 'Service' || isSavedService(value, options));
  const isAccount = key !== 'AWS' || hasAccount(value);
  if (isFormat && isAccount) return;
  const name = key === 'Any' ? 'AWS' : key;
  const message =
    key === 'Any'
      ? `A principal is "*" or a map, not "${value}".`
      : `"${value}" is not a valid ${key} principal: ${EXPECTED[key]}.`;
  const refusal = wrongKind(`Invalid principal in policy: "${name.toUpperCase()}":"${value}"`);
  // The principal cannot exist, so a stored policy with it is harmless.
  const choice = isFormat && options.saving === undefined ? 'stored' : 'refused';
  issues.addOpen(choice, 'INVALID_PRINCIPAL_FORMAT', path, span, message, refusal);
}

const EXPECTED = {
  AWS: 'expected "*", an account id, the ARN of an account, user, role or session, or a unique id, without partial wildcards',
  Service: 'expected the name of a service such as ec2.amazonaws.com, without wildcards',
  Federated: 'expected the ARN of an identity provider or its domain, without wildcards',
  CanonicalUser: 'expected a canonical user id of 64 hexadecimal characters',
} as const;

function isPrincipalFormat({ key, value }: PrincipalEntry): boolean {
  switch (key) {
    case 'Any':
      return value === '*';
    case 'AWS':
      return (
        value === '*' || /^[0-9]{12}$/.test(value) || UNIQUE_ID.test(value) || CANONICAL_ID.test(value) || isPrincipalArn(value)
      );
    case 'Service':
      return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(value);
    case 'Federated':
      return value !== '' && !/[*?\s]/.test(value) && (value.startsWith('arn:') ? parseArn(value) !== null : value.includes('.'));
    case 'CanonicalUser':
      return CANONICAL_ID.test(value);
  }
}

/** Tests whether a principal's ARN has a valid account: 12 digits, or CloudFront for its origin access identities. */
function hasAccount(value: string): boolean {
  const account = value.startsWith('arn:') ? parseArn(value)?.accountId : undefined;
  return account === undefined || account === 'cloudfront' || isAccountId(account);
}

function isPrincipalArn(value: string): boolean {
  const arn = parseArn(value);
  if (arn === null || /[*?]/.test(value) || arn.region !== '') return false;
  if (arn.service === 'iam') return arn.resource === 'root' || /^(user|role)\/./.test(arn.resource);
  return arn.service === 'sts' && /^(assumed-role|federated-user|assumed-root)\/./.test(arn.resource);
}
