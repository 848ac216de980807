import type { Blocker, Decision, PolicyRef, PolicySet, PreparedPolicy, StatementRef } from '@gatehouse/policy/evaluate';
import { policiesOf } from '../../core/authorization/authorize';

/** Names a policy in a few words. */
function policyWords({ type, name, origin }: PolicyRef): string {
  switch (type) {
    case 'boundary':
      return `the permissions boundary ${name}`;
    case 'scp':
      return `the SCP ${name}`;
    case 'rcp':
      return `the RCP ${name}`;
    case 'trust':
      return 'the trust policy';
    case 'resource':
      return 'the policy on the resource';
    default:
      break;
  }
  if (origin.kind === 'inline') return `the inline policy ${name}`;
  return origin.kind === 'group' ? `the policy ${name} of the group ${origin.groupName}` : `the policy ${name}`;
}

const IMPLICIT: Readonly<Record<Blocker['type'], string>> = {
  identity: 'no policy of its own allows it',
  boundary: 'its permissions boundary does not allow it',
  session: 'its session policy does not allow it',
  resource: 'the policy on the resource does not allow it',
  trust: 'the trust policy does not let it in',
  scp: 'an SCP does not allow it',
  rcp: 'an RCP does not allow it',
  vpcEndpoint: 'the policy of the VPC endpoint does not allow it',
  credential: 'its credentials cannot make this call',
  blockPublicAccess: 'Block Public Access keeps it out',
};

function blockerWords({ type, kind, policy, level, statement }: Blocker): string {
  const at = level ? ` on ${level.name}` : '';
  if (kind === 'explicit' && policy && statement)
    return `statement ${statement.statementIndex + 1} of ${policyWords(policy)}${at} denies it`;
  return kind === 'unknown' ? 'it hangs on a policy that is not known here' : `${IMPLICIT[type]}${at}`;
}

/** Returns the reason why a call is denied. */
export function denialWords({ blockedBy }: Decision): string {
  return [...new Set(blockedBy.map(blockerWords))].join('; ') || 'nothing allows it';
}

/** Names the statements that allow a call. Boundaries, SCPs and RCPs never allow; they only limit. */
export function allowedWords({ deciding }: Decision, set: PolicySet<PreparedPolicy>): string {
  const giving = policiesOf(set).filter(({ ref: { type } }) => type === 'identity' || type === 'resource' || type === 'trust');
  const by = statementWords(deciding, giving);
  return by === '' ? 'nothing stands in its way' : `by ${by}`;
}

export function statementWords(deciding: readonly StatementRef[], policies: readonly PreparedPolicy[]): string {
  const refs = new Map(policies.map(({ ref }) => [ref.id, ref]));
  const words = deciding.flatMap(({ policyId, statementIndex }) => {
    const ref = refs.get(policyId);
    return ref ? [`statement ${statementIndex + 1} of ${policyWords(ref)}`] : [];
  });
  return [...new Set(words)].join(' and ');
}

/** Tests whether a decision was made by the policy that a test names: by its name or ARN, or for a denial by the kind that blocks. */
export function isDecidedBy(by: string, { decision, blockedBy, deciding }: Decision, set: PolicySet<PreparedPolicy>): boolean {
  const refs = new Map(policiesOf(set).map(({ ref }) => [ref.id, ref]));
  const policies = deciding.flatMap(({ policyId }) => refs.get(policyId) ?? []);
  const inTheWay = decision === 'Allowed' ? [] : blockedBy;
  const named = [...policies, ...inTheWay.flatMap(({ policy }) => policy ?? [])];
  return named.some(({ name, arn }) => name === by || arn === by) || inTheWay.some(({ type }) => type === by);
}
