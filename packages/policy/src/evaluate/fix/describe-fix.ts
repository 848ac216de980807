import type { AuthorizationRequest, Blocker, CredentialType, PolicyRef, PolicyType } from '../types';
import type { FixChange, FixPlace, PlacedChange, StatementName } from './types';

const TYPE_NAMES: Readonly<Record<PolicyType, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
};

const CREDENTIALS: Readonly<Record<CredentialType, string>> = {
  longTerm: 'long-term access keys',
  console: 'the console',
  assumeRole: 'role credentials',
  federationToken: 'federation credentials',
  sessionToken: 'a session token',
  sessionTokenWithMfa: 'a session token obtained with MFA',
  assumeRoot: 'an AssumeRoot session',
  unsigned: 'no credentials',
};

/**
 * Returns a sentence about what to change and where.
 * @param principal returns a principal as readers know it, if a policy has another name for it
 */
export function describeFix({ place, change }: PlacedChange, principal: (name: string) => string = (name) => name): string {
  const where = whereOf(place);
  switch (change.kind) {
    case 'addEntry':
      return `In ${where}, add ${shown(change, principal)} to ${change.element} of ${statementOf(change)}.`;
    case 'removeEntry':
      return `In ${where}, remove ${shown(change, principal)} from ${change.element} of ${statementOf(change)}.`;
    case 'addConditionValue':
      return `In ${where}, add ${change.value} to the values of ${change.operator} ${change.key} in ${statementOf(change)}.`;
    case 'removeConditionValue':
      return `In ${where}, remove ${change.value} from the values of ${change.operator} ${change.key} in ${statementOf(change)}.`;
    case 'addCondition':
      return `In ${where}, limit ${statementOf(change)} with the condition ${change.operator} ${change.key} = ${change.value}.`;
    case 'spareResource':
      return `In ${where}, except ${change.value} from ${statementOf(change)} (NotResource instead of Resource "*").`;
    case 'addStatement':
      return `In ${where}, add a statement that allows ${allowed(change.statement, principal)}.`;
    case 'removeStatement':
      return `In ${where}, remove ${statementOf(change)}.`;
    case 'createPolicy':
      return `${attach(place)} that allows ${allowed(change.statement, principal)}.`;
    case 'detachPolicy':
      return change.level === undefined ? `${takingOff(place)} ${where}.` : `Detach ${where} from ${change.level.name}.`;
    case 'setContext':
      return `Make the call with ${Object.entries(change.values)
        .map(([key, value]) => `${key} = ${value}`)
        .join(' and ')}.`;
    case 'useCredential':
      return `Make the call with ${CREDENTIALS[change.credential]}.`;
  }
}

/** Names a place. An unnamed resource policy is named by its type. */
function whereOf(place: FixPlace): string {
  if (place.kind !== 'policy') return place.kind === 'request' ? 'the call' : `a new ${TYPE_NAMES[place.type]}`;
  return nameOf(place.policy);
}

function nameOf({ type, name, origin }: PolicyRef): string {
  const group = origin.kind === 'group' ? ` of group ${origin.groupName}` : '';
  return /^(trust|resource) policy$/.test(name) ? `the ${TYPE_NAMES[type]}` : `the ${TYPE_NAMES[type]} ${name}${group}`;
}

/** Returns how to remove a policy. A role and an endpoint always have one, so the next step replaces it. */
function takingOff(place: FixPlace): string {
  const type = place.kind === 'policy' ? place.policy.type : null;
  switch (type) {
    case 'trust':
    case 'vpcEndpoint':
      return 'Replace';
    case 'resource':
      return 'Delete';
    case 'session':
      return 'Make the call without';
    default:
      return 'Detach';
  }
}

function attach(place: FixPlace): string {
  if (place.kind !== 'newPolicy') return 'Add a policy';
  const at = place.level === undefined ? '' : ` to ${place.level.name}`;
  switch (place.type) {
    case 'trust':
      return 'Give the role a trust policy';
    case 'resource':
      return 'Give the resource a policy';
    case 'session':
      return 'Pass a session policy';
    default:
      return `Attach ${place.type === 'identity' ? 'an' : 'a'} ${TYPE_NAMES[place.type]}${at}`;
  }
}

function statementOf({ statementIndex, sid }: StatementName): string {
  return sid === undefined || sid === '' ? `statement ${statementIndex + 1}` : `statement "${sid}"`;
}

/** Returns an entry for display, without the kind before the first colon of a Principal entry. */
function shown(change: Extract<FixChange, { element: string }>, principal: (name: string) => string): string {
  return change.element === 'Principal' ? principal(change.value.slice(change.value.indexOf(':') + 1)) : change.value;
}

function allowed(statement: object, shownAs: (name: string) => string): string {
  const action = 'Action' in statement ? String(statement.Action) : '';
  const resource = 'Resource' in statement && statement.Resource !== '*' ? ` on ${String(statement.Resource)}` : '';
  const principal = 'Principal' in statement ? statement.Principal : undefined;
  const names =
    typeof principal === 'object' && principal !== null
      ? Object.values(principal).flat().map(String).map(shownAs).join(', ')
      : '';
  return `${names === '' ? '' : `${names} to call `}${action === '*' ? 'every action' : action}${resource}`;
}

/**
 * Returns a sentence about what must become true to remove an obstacle, without saying how. It is for viewers who may not read the policy
 * to change, and repeats only what the decision says.
 */
export function describeNeed({ type, kind, policy, level, statement }: Blocker, request: AuthorizationRequest): string {
  const call = `${request.action}${request.resource === '*' ? '' : ` on ${request.resource}`}`;
  if (type === 'credential') return 'Make the call with other credentials.';
  if (type === 'blockPublicAccess') return 'The Block Public Access settings of the bucket must let the caller in.';
  const at = level === undefined ? '' : ` on ${level.name}`;
  if (kind === 'explicit' && policy !== undefined) {
    const which = statement === undefined ? '' : ` (statement ${statement.statementIndex + 1} denies it now)`;
    return `${capitalized(nameOf(policy))}${at} must stop denying ${call}${which}.`;
  }
  const who = policy === undefined ? `a${type === 'identity' ? 'n' : ''} ${TYPE_NAMES[type]}` : nameOf(policy);
  return `${capitalized(who)}${at} must allow ${call}.`;
}

/** Returns a sentence about what a call still depends on after all changes, because it is unknown. */
export function describeUnknown({ type }: Blocker, resourceAccount: string): string {
  const owner = resourceAccount === '' ? 'the resource' : `account ${resourceAccount}`;
  switch (type) {
    case 'identity':
      return 'The account of the caller must allow it too. Its policies are not known here.';
    case 'rcp':
      return `The resource control policies of ${owner} must allow it too. They are not known here.`;
    case 'trust':
      return 'The trust policy of the role must allow the caller too. It is not known here.';
    default:
      return `The owner of the resource${resourceAccount === '' ? '' : `, ${owner},`} must allow it too in the policy on the resource. That policy is not known here.`;
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
