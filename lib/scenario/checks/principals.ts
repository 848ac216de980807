import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { withCredential } from '../../access/credential';
import type { CredentialName } from '../../access/limits';
import { externalSubject } from '../../access/stranger';
import type { AccessSubject } from '../../access/subject';
import { type AccountFacts, requireAccountFacts } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import { loadCallerPolicies } from '../../core/authorization/authorize';
import { FULL_AWS_ACCESS } from '../../core/authorization/aws-organization-policies';
import { levelsOf, loadGuardrails, placeOf, SERVICE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import { prepare } from '../../core/authorization/prepared-policies';
import type { Caller } from '../../core/call';
import { findCredential } from '../../core/secrets/credentials';
import { nowOf } from '../../core/time/clock';
import { callerOfUser, loadCaller } from '../../iam/callers';
import { entityArn, findEntity } from '../../iam/entity';
import type { Ask } from '../format/checks';
import { type ParsedIdentity, parseIdentity } from '../format/identities';
import { replaceInText } from '../format/references';
import { findPersonSubject, PARTITION } from '../run/callers';
import { PackError } from '../run/world';
import type { Circumstances } from './circumstances';

const ACCESS_ROLE = 'OrganizationAccountAccessRole';

/** The engine's names for the credentials that packs name. */
const CREDENTIALS: Readonly<Record<NonNullable<Ask['credential']>, CredentialName>> = {
  console: 'console',
  consoleWithMfa: 'consoleWithMfa',
  longTerm: 'accessKey',
  sessionToken: 'sessionToken',
  sessionTokenWithMfa: 'sessionTokenWithMfa',
  assumeRole: 'role',
  assumeRoleWithMfa: 'roleWithMfa',
};

/** Returns a principal with its current policies; null if it does not exist. */
export function subjectFor(
  circumstances: Circumstances,
  text: string,
  credential: Ask['credential'],
): Promise<AccessSubject | null> {
  return circumstances.once(`subject ${text} ${credential}`, async () => {
    const found = await circumstances.once(`subject ${text}`, () =>
      findSubject(circumstances, requireIdentity(circumstances, text)),
    );
    if (!found || 'session' in found.caller || found.stranger) return found;
    const { type } = found.caller.principal;
    const now = nowOf(found.account, circumstances.now);
    if (type === 'AssumedRole') return withCredential(found, CREDENTIALS[credential ?? 'assumeRole'], now);
    return type === 'User' || type === 'Root' ? withCredential(found, CREDENTIALS[credential ?? 'console'], now) : found;
  });
}

/**
 * Returns an identity with its references replaced.
 * @throws PackError
 */
export function requireIdentity({ lookUp }: Pick<Circumstances, 'lookUp'>, text: string): ParsedIdentity {
  const identity = parseIdentity(replaceInText(text, lookUp));
  if (!identity) throw new PackError(`There is nobody like ${text}.`);
  return identity;
}

async function findSubject(circumstances: Circumstances, identity: ParsedIdentity): Promise<AccessSubject | null> {
  switch (identity.kind) {
    case 'root':
      return rootSubject(circumstances, await circumstances.accountId(identity.account));
    case 'user':
      return entitySubject(circumstances, 'User', await circumstances.accountId(identity.account), identity.name);
    case 'role':
      return entitySubject(circumstances, 'Role', await circumstances.accountId(identity.account), identity.name);
    case 'access':
      return entitySubject(circumstances, 'Role', await circumstances.accountId(identity.account), ACCESS_ROLE);
    case 'person':
      return findPersonSubject(
        { db: circumstances.database.reader, now: circumstances.now },
        await circumstances.accountId(identity.account),
        identity,
      );
    case 'session':
      return sessionSubject(circumstances, identity.reference);
    case 'anonymous':
      return externalSubject({ kind: 'Anonymous', name: 'anonymous' }, 'anonymous', PARTITION);
    case 'service': {
      const name = identity.name.includes('.') ? identity.name : `${identity.name}.amazonaws.com`;
      return externalSubject({ kind: 'Service', name }, name, PARTITION);
    }
    case 'web':
      return webSubject(circumstances, await circumstances.accountId(identity.account), identity.name);
    case 'new':
      return newcomerSubject(circumstances, identity.reference);
    case 'any-user':
      throw new PackError('any-user@ stands only in principal and by.');
  }
}

function factsOf({ once, database }: Circumstances, accountId: string): Promise<AccountFacts> {
  return once(`facts ${accountId}`, () => requireAccountFacts(database.reader, accountId));
}

async function rootSubject(circumstances: Circumstances, accountId: string): Promise<AccessSubject> {
  const account = await factsOf(circumstances, accountId);
  const arn = rootUserArn(PARTITION, accountId);
  const caller: Caller = { accountId, credential: 'console', principal: { type: 'Root', accountId, arn } };
  const policies = await loadCallerPolicies(circumstances.database.reader, caller, account);
  return { kind: 'Account', arn, name: account.name, account, caller, policies };
}

async function entitySubject(
  circumstances: Circumstances,
  type: 'User' | 'Role',
  accountId: string,
  name: string,
): Promise<AccessSubject | null> {
  const { reader: db } = circumstances.database;
  const row = await findEntity({ db, accountId }, type, name);
  if (!row) return null;
  const account = await factsOf(circumstances, accountId);
  const found = await loadCaller({ db, partition: PARTITION, account }, type, row, 'check');
  return { kind: type, arn: entityArn({ partition: PARTITION }, type, row), name: row.name, account, ...found };
}

async function sessionSubject(circumstances: Circumstances, reference: string): Promise<AccessSubject | null> {
  const { world, database, now } = circumstances;
  const saved = world.references[`ref.${reference}`];
  const id = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'AccessKeyId') : saved;
  const credential = typeof id === 'string' ? await findCredential(database.reader, id, PARTITION, now) : null;
  if (credential?.state !== 'usable') return null;
  const { caller, account } = credential;
  if (!(await circumstances.extent()).accountIds.includes(account.id)) return null;
  const arn = 'arn' in caller.principal ? caller.principal.arn : account.id;
  const policies = await loadCallerPolicies(database.reader, caller, account);
  return { kind: 'Role', arn, name: reference, account, caller, policies };
}

/** Returns the subject of a web identity token. The token's claims come from the question's context. */
async function webSubject(circumstances: Circumstances, accountId: string, provider: string): Promise<AccessSubject> {
  const account = await factsOf(circumstances, accountId);
  const arn = `arn:${PARTITION}:iam::${accountId}:oidc-provider/${provider}`;
  const caller: Caller = { accountId, credential: 'unsigned', principal: { type: 'WebIdentity', provider: arn } };
  const policies = await loadCallerPolicies(circumstances.database.reader, caller, account);
  return { kind: 'Account', arn, name: provider, account, caller, policies };
}

/** An account id that does not exist. */
const NEW_ACCOUNT = '000000000000';

const ADMINISTRATOR = prepare(
  { id: 'administrator', type: 'identity', name: 'AdministratorAccess', origin: { kind: 'direct' } },
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);

/** Returns an administrator of an account that would be created in an OU now. */
async function newcomerSubject(circumstances: Circumstances, reference: string): Promise<AccessSubject | null> {
  const { reader: db } = circumstances.database;
  const parentId = String(circumstances.world.references[`ref.${reference}`] ?? '');
  const { organizationIds } = await circumstances.extent();
  const unit = await db.organizationalUnit.findUnique({ where: { id: parentId } });
  const row = await db.organization.findFirst({
    where: unit ? { id: unit.organizationId } : { rootId: parentId },
    select: { id: true, rootId: true, managementAccountId: true, featureSet: true, revision: true, clockAhead: true },
  });
  if (!row || !organizationIds.includes(row.id)) return null;
  const guardrails = await loadGuardrails(db, row);
  const placed = { id: NEW_ACCOUNT, name: 'new', parentId };
  const levels = levelsOf(guardrails, SERVICE_CONTROL_POLICY, placed);
  const account: AccountFacts = {
    ...placed,
    alias: null,
    state: 'ACTIVE',
    enforcement: 'enforce',
    revision: 0,
    readOnlyBecause: null,
    clockAhead: 0,
    organization: row,
  };
  const user = { id: 'AIDANEWCOMER000000000', accountId: NEW_ACCOUNT, path: '/', name: 'administrator' };
  const caller = callerOfUser(PARTITION, user);
  const arn = 'arn' in caller.principal ? caller.principal.arn : '';
  const policies = {
    policies: { identity: [ADMINISTRATOR], ...(levels && { scp: withFullAccess(levels) }), principalInManagementAccount: false },
    tags: [],
    place: placeOf(guardrails, placed),
    guardrails,
  };
  return { kind: 'User', arn, name: user.name, account, caller, policies };
}

type Level = OrganizationLevel<PreparedPolicy>;

const FULL_ACCESS = prepare(
  {
    id: FULL_AWS_ACCESS.id,
    type: 'scp',
    name: FULL_AWS_ACCESS.name,
    arn: FULL_AWS_ACCESS.arn,
    origin: { kind: 'level', levelId: NEW_ACCOUNT },
  },
  FULL_AWS_ACCESS.content,
);

/** Adds FullAWSAccess at the account level, as AWS does for new accounts. */
export function withFullAccess(levels: readonly Level[]): Level[] {
  return levels.map((level) => (level.kind === 'account' ? { ...level, policies: [FULL_ACCESS] } : level));
}

/** Returns the users of an account that are not personas, by name; at most a few hundred. */
export async function otherUsers(circumstances: Circumstances, accountKey: string): Promise<string[]> {
  const { pack, lookUp, database, once } = circumstances;
  return once(`others ${accountKey}`, async () => {
    const accountId = await circumstances.accountId(accountKey);
    const personas = new Set(Object.values(pack.scenario.personas).map(({ as }) => replaceInText(as, lookUp)));
    const users = await database.reader.user.findMany({
      where: { accountId },
      orderBy: { createdAt: 'desc' },
      take: 50,
      select: { name: true },
    });
    return users.map(({ name }) => name).filter((name) => !personas.has(`user/${name}@${accountKey}`));
  });
}
