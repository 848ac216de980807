import { parseArn } from '../arn/parse-arn';
import type { PathSegment } from '../json/types';
import { replaceVariables } from '../match/template';
import type { IssueList } from './issues';
import { TRUST_ACTIONS } from './kind-rules';
import type { ParsePolicyOptions, PolicyEntry, PolicyKind, PrincipalEntry } from './types';

/** AWS: partitions that IAM accepts in a Resource element ("Partition "x" is not valid for resource "y"."). */
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

/** Nearly every action and resource passes one of these; only the others are taken apart. */
const GOOD_ACTION = /^(?:\*|[A-Za-z0-9*?][A-Za-z0-9*?-]*:[^:]+)$/;
const GOOD_RESOURCE = /^(?:\*|arn:(?:aws|\*):(?!iam:)[a-z0-9-]+:[^:$]*:[^:$]*:.*)$/s;

const VENDOR = /^[A-Za-z0-9*?][A-Za-z0-9*?-]*$/;

/** `service:Name` or `*`. Whether the name exists is not asked: AWS stores unknown actions. */
export function checkAction(entry: PolicyEntry, path: readonly PathSegment[], issues: IssueList): void {
  const { value, span } = entry;
  if (GOOD_ACTION.test(value)) return;
  const colon = value.indexOf(':');
  const bad = (message: string, aws: string) => issues.add('INVALID_ACTION_FORMAT', path, span, message, aws);
  if (colon < 0) {
    bad(
      `The action "${value}" has no service prefix.`,
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    );
  } else if (value.indexOf(':', colon + 1) >= 0) {
    bad(`The action "${value}" has more than one colon.`, 'Actions/Condition can contain only one colon.');
  } else if (!VENDOR.test(value.slice(0, colon))) {
    bad(`"${value.slice(0, colon)}" is not a service prefix.`, `Vendor ${value.slice(0, colon)} is not valid`);
  } else if (colon === value.length - 1) {
    bad(`The action "${value}" has no name after its service prefix.`, 'Syntax errors in policy.');
  }
}

/** Trust policies name STS actions only; RCPs name services that support RCPs only. */
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
    if (!known) {
      const message = `A trust policy can't name the action "${entry.value}".`;
      issues.add(
        'UNSUPPORTED_ACTION_IN_POLICY',
        path,
        entry.span,
        message,
        'AssumeRole policy may only specify STS AssumeRole actions.',
      );
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

/** `*` or an ARN whose service is spelled out. */
export function checkResource(entry: PolicyEntry, path: readonly PathSegment[], issues: IssueList): void {
  const { value, span } = entry;
  if (GOOD_RESOURCE.test(value)) return;
  const bad = (message: string, aws: string) => issues.add('INVALID_RESOURCE_FORMAT', path, span, message, aws);
  // Variables hold colons of their own (`${aws:username}`), which separate nothing.
  const parts = replaceVariables(value, '$').split(':');
  const [prefix, partition, service, region] = parts;
  if (prefix !== 'arn' || parts.length < 2) {
    bad(`The resource "${value}" is neither an ARN nor "*".`, `Resource ${value} must be in ARN format or "*".`);
  } else if (partition !== undefined && !PARTITIONS.has(partition) && service !== undefined) {
    bad(`"${partition}" is not a partition.`, `Partition "${partition}" is not valid for resource "${value}".`);
  } else if (service === undefined || service === '' || /[*?]/.test(service)) {
    const aws = 'Resource vendor must be fully qualified and cannot contain regexes.';
    bad(`The resource "${value}" does not spell out its service.`, aws);
  } else if (parts.length < 6 && !value.endsWith('*')) {
    bad(`The resource "${value}" has fewer than six colon-separated parts.`, 'The policy failed legacy parsing');
  } else if (service === 'iam' && region !== undefined && region !== '' && region !== '*') {
    bad(`IAM resources have no Region, "${value}" has.`, `IAM resource ${value} cannot contain region information.`);
  }
}

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{4,128}$/;
const CANONICAL_ID = /^[0-9a-f]{64}$/;

/** Principals have no partial wildcards and no groups. Whether the entity exists is for the caller to check. */
export function checkPrincipal(entry: PrincipalEntry, path: readonly PathSegment[], issues: IssueList): void {
  const { key, value, span } = entry;
  if (isPrincipalFormat(entry)) return;
  const name = key === 'Any' ? 'AWS' : key;
  const message =
    key === 'Any'
      ? `A principal is "*" or a map, not "${value}".`
      : `"${value}" is not a valid ${key} principal: ${EXPECTED[key]}.`;
  issues.add('INVALID_PRINCIPAL_FORMAT', path, span, message, `Invalid principal in policy: "${name.toUpperCase()}":"${value}"`);
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

function isPrincipalArn(value: string): boolean {
  const arn = parseArn(value);
  if (arn === null || /[*?]/.test(value) || arn.region !== '') return false;
  if (arn.service === 'iam') return arn.resource === 'root' || /^(user|role)\/./.test(arn.resource);
  return arn.service === 'sts' && /^(assumed-role|federated-user|assumed-root)\/./.test(arn.resource);
}
