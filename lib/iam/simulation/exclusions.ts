import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { matchGlob, plainGlob } from '@gatehouse/policy/match';
import { invalidInput } from '../../core/errors';
import type { PolicySource } from './policy-source';
import type { PolicyIdentifier } from './schema';

type Slot = 'identity' | 'boundary' | 'scp';

/**
 * Returns a source without excluded policies. As in AWS, identifiers that match nothing are ignored.
 * @throws AwsError InvalidInput for a malformed identifier
 */
export function withoutExcluded(source: PolicySource, exclusions: readonly PolicyIdentifier[] | undefined): PolicySource {
  if (!exclusions || exclusions.length === 0) return source;
  const tests = exclusions.map((identifier) => toTest(source, identifier));
  const stays = (slot: Slot) => (policy: PreparedPolicy) => !tests.some((test) => test(policy, slot));
  return {
    ...source,
    identity: source.identity.filter(stays('identity')),
    boundary: source.boundary && stays('boundary')(source.boundary) ? source.boundary : undefined,
    scp: source.scp?.map((level) => ({ ...level, policies: level.policies.filter(stays('scp')) })),
  };
}

const matches = (pattern: string, text: string) => matchGlob(plainGlob(pattern), text);

type Test = (policy: PreparedPolicy, slot: Slot) => boolean;

function toTest(source: PolicySource, identifier: PolicyIdentifier): Test {
  if ('PolicyType' in identifier) return typeTest(source, identifier.PolicyType);
  if ('PolicyArn' in identifier) {
    const { PolicyArn } = identifier;
    const valid = /^arn:[a-z-]+:(?:iam|organizations)::[^:*?]*:policy\/.+$/.test(PolicyArn) && !/\*.*\*/.test(PolicyArn);
    if (!valid) throw invalidInput(`Invalid PolicyArn in PolicyExclusionList: ${PolicyArn}`);
    return ({ ref }, slot) => slot !== 'boundary' && ref.arn !== undefined && matches(PolicyArn, ref.arn);
  }
  const { PolicyName, AttachmentType, AttachmentName } = identifier.InlinePolicyIdentifier;
  if (/\*.*\*/.test(AttachmentName)) throw invalidInput(`Invalid AttachmentName in PolicyExclusionList: ${AttachmentName}`);
  return ({ ref }, slot) => {
    const owner = inlineOwner(source, ref);
    if (slot !== 'identity' || !owner || owner.type !== AttachmentType) return false;
    return ref.name === PolicyName && matches(AttachmentName, owner.name);
  };
}

function typeTest(source: PolicySource, type: Extract<PolicyIdentifier, { PolicyType: unknown }>['PolicyType']): Test {
  return ({ ref }, slot) => {
    switch (type) {
      case 'inline':
        return slot === 'identity' && inlineOwner(source, ref) !== null;
      case 'aws-managed':
        return slot === 'identity' && ref.arn !== undefined && isAws(ref.arn);
      case 'user-managed':
        return slot === 'identity' && ref.arn !== undefined && !isAws(ref.arn);
      case 'permission-boundary':
        return slot === 'boundary';
      case 'scp':
        return slot === 'scp';
      case 'rcp':
        return false; // AWS ignores identifiers of RCPs
    }
  };
}

export function isAws(arn: string): boolean {
  return arn.split(':')[4] === 'aws';
}

/** Returns the owner of an inline policy: the source itself, or one of its groups. */
export function inlineOwner(
  source: PolicySource,
  ref: PreparedPolicy['ref'],
): { type: 'user' | 'group' | 'role'; name: string } | null {
  if (ref.origin.kind === 'group') return ref.origin.inline ? { type: 'group', name: ref.origin.groupName } : null;
  if (ref.origin.kind !== 'inline') return null;
  return { type: source.type === 'Role' ? 'role' : 'user', name: source.entity.name };
}
