import { listOf, type PrincipalMap, type ReferencePrincipal, type ReferenceStatement, type World } from './world';

/** The names that can match a caller. Absent ones are empty. */
export type Caller = {
  type: string;
  account: string;
  arn: string;
  id: string;
  parentArn: string;
  parentId: string;
  outside: string;
  serviceLinked: boolean;
};

export function callerOf(principal: ReferencePrincipal): Caller {
  const { type, accountId = '', arn = '', userId = '', sourceArn = '', sourceUserId = '', provider = '' } = principal;
  const { roleArn = sourceArn, roleId = sourceUserId, serviceName = provider } = principal;
  return {
    type,
    account: accountId,
    arn,
    id: userId,
    parentArn: roleArn,
    parentId: roleId,
    outside: serviceName,
    serviceLinked: principal.serviceLinked === true || principal.serviceLinkedRole === true,
  };
}

export function isFederated({ type }: Caller): boolean {
  return type === 'WebIdentity' || type === 'Saml';
}

const ROOT = /^arn:[^:]*:iam::(\d{12}):root$/;

/** Tests for a federated user that the root user created, which has no user's policies. */
export function isMadeByRoot({ type, parentArn }: Caller): boolean {
  return type === 'FederatedUser' && ROOT.test(parentArn);
}

export type Naming = 'DIRECT' | 'ROLE' | 'FED_SOURCE_USER' | 'ACCOUNT' | 'NONE';
export const STRENGTH: Readonly<Record<Naming, number>> = { DIRECT: 3, ROLE: 2, FED_SOURCE_USER: 2, ACCOUNT: 1, NONE: 0 };

type Entry = readonly [key: string, value: string];

function entriesOf(principal: PrincipalMap): Entry[] {
  if (typeof principal === 'string') return [['AWS', principal]];
  return Object.entries(principal).flatMap(([key, values]) => listOf(values).map((value): Entry => [key, value]));
}

/** Returns how an entry names the caller. */
function namingOf([key, value]: Entry, caller: Caller, everyoneIsFederatedToo: boolean): Naming {
  const federated = isFederated(caller);
  if (key === 'Service') return caller.type === 'Service' && value === caller.outside ? 'DIRECT' : 'NONE';
  if (key === 'Federated') return federated && value === caller.outside ? 'DIRECT' : 'NONE';
  if (value === '*') return federated && !everyoneIsFederatedToo ? 'NONE' : 'DIRECT';
  if (caller.account === '') return 'NONE';
  const account = ROOT.exec(value)?.[1] ?? value;
  if (account === caller.account) return caller.type === 'Root' ? 'DIRECT' : 'ACCOUNT';
  if (value === caller.arn || value === caller.id) return 'DIRECT';
  if (value !== caller.parentArn && value !== caller.parentId) return 'NONE';
  return caller.type === 'AssumedRole' ? 'ROLE' : 'FED_SOURCE_USER';
}

/** Returns how a statement's Principal or NotPrincipal names the caller. */
export function namingBy(statement: ReferenceStatement, caller: Caller, kind: string, bounded: boolean): Naming {
  const deny = statement.Effect === 'Deny';
  const everyoneIsFederatedToo = deny || kind === 'vpcEndpoint' || kind === 'rcp';
  const { Principal, NotPrincipal } = statement;
  const namings = (principal: PrincipalMap) =>
    entriesOf(principal).map((entry) => namingOf(entry, caller, everyoneIsFederatedToo));
  if (Principal !== undefined) return namings(Principal).reduce(stronger, 'NONE');
  if (NotPrincipal === undefined) return 'NONE';
  if (deny) return !bounded && isExempt(namings(NotPrincipal), entriesOf(NotPrincipal), caller) ? 'NONE' : 'DIRECT';
  return namings(NotPrincipal).every((naming) => naming === 'NONE') ? 'DIRECT' : 'NONE';
}

function stronger(a: Naming, b: Naming): Naming {
  return STRENGTH[b] > STRENGTH[a] ? b : a;
}

/** Tests a NotPrincipal list: it must name a session with its role and account, a user with its account, or another caller alone. */
function isExempt(namings: readonly Naming[], entries: readonly Entry[], { type, account }: Caller): boolean {
  if (entries.some(([key, value]) => key === 'AWS' && value === '*')) return true;
  const wanted: Naming[] = ['DIRECT'];
  if (account !== '' && type !== 'Root') wanted.push('ACCOUNT');
  if (type === 'AssumedRole') wanted.push('ROLE');
  return wanted.every((one) => namings.includes(one));
}

/** Returns the condition keys of the caller, unless the request sets them. */
export function principalKeys({ principal, context }: World): Record<string, string | readonly string[]> {
  const given = new Set(Object.keys(context).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(keysOf(principal)).filter(([name]) => !given.has(name.toLowerCase())));
}

function keysOf(principal: ReferencePrincipal): Record<string, string | readonly string[]> {
  const { type, accountId = '', arn = '', userName = '', roleArn = '', serviceName = '' } = principal;
  switch (type) {
    case 'Anonymous':
      return { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
    case 'Service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': serviceName,
        'aws:PrincipalServiceNamesList': [serviceName],
      };
    case 'WebIdentity':
    case 'Saml':
      return { 'aws:PrincipalIsAWSService': 'false' };
  }
  const root = type === 'Root' || type === 'AssumedRoot';
  const ids: Readonly<Record<string, string | undefined>> = {
    User: principal.userId,
    AssumedRole: `${principal.roleId}:${principal.sessionName}`,
    FederatedUser: `${accountId}:${principal.name}`,
  };
  return {
    'aws:PrincipalArn': type === 'AssumedRole' ? roleArn : arn,
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalType': root ? 'Account' : type,
    'aws:userid': ids[type] ?? accountId,
    'aws:PrincipalIsAWSService': 'false',
    ...(type === 'User' ? { 'aws:username': userName } : {}),
    ...(type === 'AssumedRoot' ? { 'aws:AssumedRoot': 'true' } : {}),
  };
}
