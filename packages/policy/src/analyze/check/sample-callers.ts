import { parseArn } from '../../arn/parse-arn';
import type { CompiledPrincipal } from '../../evaluate/match-principal';
import type { Principal } from '../../evaluate/types';

/** An account, and a user in it, that no policy names. */
export const STRANGE_ACCOUNT = '000000000000';

const SOMEBODY = 'somebody';

/** External callers, allowed only by `*` or by a NotPrincipal that does not list them. */
export const STRANGERS: readonly Principal[] = [userOf(STRANGE_ACCOUNT, SOMEBODY, ''), { type: 'Anonymous' }];

/**
 * Returns callers that represent all others for these elements. Each entry has its own caller and those it names indirectly: sessions of a
 * role, federated users of a user, principals of an account.
 */
export function sampleCallers(elements: readonly CompiledPrincipal[]): readonly Principal[] {
  const callers: Principal[] = [...STRANGERS, sessionOf(STRANGE_ACCOUNT, SOMEBODY, SOMEBODY, '')];
  callers.push(
    { type: 'Service', serviceName: SOMEBODY },
    { type: 'WebIdentity', provider: SOMEBODY },
    { type: 'Saml', provider: SOMEBODY },
  );
  const names = unionOf(elements, ({ aws }) => aws);
  const accounts = unionOf(elements, ({ accounts: own }) => own);
  for (const name of names) {
    const arn = parseArn(name);
    if (arn !== null) accounts.add(arn.accountId);
  }
  for (const accountId of accounts) callers.push(...anybodyOf(accountId));
  for (const service of unionOf(elements, ({ services }) => services)) callers.push({ type: 'Service', serviceName: service });
  for (const provider of unionOf(elements, ({ providers }) => providers)) {
    callers.push({ type: provider.includes(':saml-provider/') ? 'Saml' : 'WebIdentity', provider });
  }
  const ids = [...names].filter((name) => parseArn(name) === null);
  for (const name of names) callers.push(...namedBy(name, ids, names));
  for (const id of ids) callers.push(...ownersOf(id, accounts));
  return callers;
}

function unionOf(
  elements: readonly CompiledPrincipal[],
  of: (element: CompiledPrincipal) => ReadonlyMap<string, number>,
): Set<string> {
  return new Set(elements.flatMap((element) => [...of(element).keys()]));
}

function anybodyOf(accountId: string): Principal[] {
  return [
    { type: 'Root', accountId, arn: `arn:aws:iam::${accountId}:root` },
    userOf(accountId, SOMEBODY, ''),
    sessionOf(accountId, SOMEBODY, SOMEBODY, ''),
    federatedOf(accountId, SOMEBODY, `arn:aws:iam::${accountId}:user/${SOMEBODY}`, ''),
  ];
}

/** Returns the callers of an ARN, alone and with each unique id that the elements also name. */
function namedBy(name: string, ids: readonly string[], names: ReadonlySet<string>): Principal[] {
  const arn = parseArn(name);
  if (arn === null) return [];
  const { accountId, resource, service } = arn;
  const [kind, ...rest] = resource.split('/');
  const [role = ''] = rest;
  const [last = ''] = rest.slice(-1);
  const withIds = ['', ...ids];
  if (service === 'iam' && kind === 'user') {
    return withIds.flatMap((id) => [
      { type: 'User', accountId, arn: name, userId: id, userName: last },
      federatedOf(accountId, SOMEBODY, name, id),
    ]);
  }
  if (service === 'iam' && kind === 'role')
    return withIds.map((id) => ({ ...sessionOf(accountId, last, SOMEBODY, id), roleArn: name }));
  if (kind === 'assumed-role') {
    const parents = [`arn:aws:iam::${accountId}:role/${role}`, ...[...names].filter((one) => isRoleNamed(one, accountId, role))];
    return parents.flatMap((roleArn) => withIds.map((id) => ({ ...sessionOf(accountId, role, last, id), arn: name, roleArn })));
  }
  if (kind !== 'federated-user') return [];
  const users = [...names].filter((one) => one.startsWith(`arn:${arn.partition}:iam::${accountId}:user/`));
  return ['', ...users].flatMap((source) => withIds.map((id) => ({ ...federatedOf(accountId, last, source, id), arn: name })));
}

function isRoleNamed(name: string, accountId: string, role: string): boolean {
  const arn = parseArn(name);
  return arn?.accountId === accountId && arn.resource.startsWith('role/') && arn.resource.endsWith(`/${role}`);
}

/** Returns the callers with a unique id, in the named accounts and in another one. */
function ownersOf(id: string, accounts: ReadonlySet<string>): Principal[] {
  return [STRANGE_ACCOUNT, ...accounts].flatMap((accountId) => [
    userOf(accountId, SOMEBODY, id),
    sessionOf(accountId, SOMEBODY, SOMEBODY, id),
    federatedOf(accountId, SOMEBODY, '', id),
  ]);
}

type UserPrincipal = Extract<Principal, { type: 'User' }>;
type SessionPrincipal = Extract<Principal, { type: 'AssumedRole' }>;
type FederatedPrincipal = Extract<Principal, { type: 'FederatedUser' }>;

function userOf(accountId: string, userName: string, userId: string): UserPrincipal {
  return { type: 'User', accountId, arn: `arn:aws:iam::${accountId}:user/${userName}`, userId, userName };
}

function sessionOf(accountId: string, role: string, sessionName: string, roleId: string): SessionPrincipal {
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role}/${sessionName}`;
  const roleArn = `arn:aws:iam::${accountId}:role/${role}`;
  return { type: 'AssumedRole', accountId, arn, roleArn, roleId, sessionName, serviceLinked: false };
}

function federatedOf(accountId: string, name: string, sourceArn: string, sourceUserId: string): FederatedPrincipal {
  return {
    type: 'FederatedUser',
    accountId,
    arn: `arn:aws:sts::${accountId}:federated-user/${name}`,
    name,
    sourceArn,
    sourceUserId,
  };
}
