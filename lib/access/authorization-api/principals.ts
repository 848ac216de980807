import type { RequestContext } from '@gatehouse/policy/evaluate';
import { type AccountFacts, isUsable } from '../../core/account-facts';
import { assumedRoleArn, partitionOfArn } from '../../core/arns';
import { type CallerPolicies, loadCallerPolicies } from '../../core/authorization/authorize';
import { type Caller, GLOBAL_REGION, type Partition, type Signing, unidentified } from '../../core/call';
import { AwsError, invalidInput, noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { admitKey, findCredential } from '../../core/secrets/credentials';
import { nowOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { withCredential } from '../credential';
import { type AccessSubject, requireSubject } from '../subject';
import { parseExternalCaller, parseSubject } from '../subject-arn';
import type { QuestionPrincipal } from './schema';

/** A caller with the policies that apply to it. */
export type QuestionAuthor = {
  caller: Caller;
  account: AccountFacts;
  policies: CallerPolicies;
  partition: Partition;
  /** The id of the role, if the caller is a role session. */
  roleId?: string | undefined;
  /** The details that a signed request carries itself. */
  told?: Told;
};

/** The details of a request beside its signer. */
export type Told = { region: string; userAgent: string; signing: Signing; context: RequestContext };

/** A signed request with a verified signature. */
export type SignedCall = Omit<QuestionAuthor, 'policies' | 'told'> & { told: Told };

/** The accounts, each read once per request. `now` is the real time. */
export type CallerLookup = { db: Transaction; now: Date; findAccount: (id: string) => Promise<AccountFacts | null> };

/**
 * Finds the caller that a question names.
 * @param owner the owner of the resource, used for principals without an account
 * @param partition the partition of the question
 * @throws AwsError if the caller does not exist or may not call now
 */
export async function findAsking(
  principal: QuestionPrincipal,
  owner: string | undefined,
  partition: Partition,
  callers: CallerLookup,
): Promise<QuestionAuthor> {
  if ('accessKeyId' in principal) return byKey(principal, partition, callers);
  if ('arn' in principal) return byArn(principal.arn, callers);
  return ofNoAccount(principal, owner, partition, callers);
}

async function byKey(
  { accessKeyId, sessionToken }: Extract<QuestionPrincipal, { accessKeyId: string }>,
  partition: Partition,
  { db, now, findAccount }: CallerLookup,
): Promise<QuestionAuthor> {
  const admitted = admitKey(await findCredential(db, accessKeyId, partition, now, findAccount), sessionToken);
  if (!admitted.ok) throw new AwsError(admitted.code, admitted.message);
  const { caller, account, roleId } = admitted.credential;
  return { caller, account, roleId, partition, policies: await loadCallerPolicies(db, caller, account) };
}

const SESSION = /^arn:(aws[a-z-]*):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{2,64})$/;

async function byArn(arn: string, callers: CallerLookup): Promise<QuestionAuthor> {
  const [, sessionPartition, sessionAccount, roleName, sessionName] = SESSION.exec(arn) ?? [];
  const named = roleName === undefined ? arn : `arn:${sessionPartition}:iam::${sessionAccount}:role/${roleName}`;
  const missing = noSuchEntity(`The principal ${arn} cannot be found.`);
  const parsed = parseSubject(named);
  if (!parsed) throw missing;
  if (parsed.kind === 'Group') throw invalidInput('principal: A group cannot make calls. Enter one of its members.');
  const account = await callers.findAccount(parsed.accountId);
  if (!account || !isUsable(account)) throw missing;
  const partition = partitionOfArn(arn);
  const subject = await requireSubject(named, scopeIn(account, partition, callers));
  // The entity has another path, so an entity with this ARN does not exist.
  if (roleName === undefined && subject.arn !== arn) throw missing;
  const { caller } = withCredential(inSession(subject, partition, sessionName), undefined, nowOf(account, callers.now));
  const { principal } = caller;
  const roleId = principal.type === 'AssumedRole' ? principal.roleId : undefined;
  return { caller, account, roleId, partition, policies: subject.policies };
}

/** Returns the role in the session with that name. */
function inSession(subject: AccessSubject, partition: Partition, sessionName: string | undefined): AccessSubject {
  const { principal } = subject.caller;
  if (sessionName === undefined || principal.type !== 'AssumedRole') return subject;
  const arn = assumedRoleArn(partition, principal.accountId, subject.name, sessionName);
  return { ...subject, caller: { ...subject.caller, principal: { ...principal, sessionName, arn } } };
}

/** Returns a scope of the account itself, so that everything about it is known. */
function scopeIn(account: AccountFacts, partition: Partition, { db, now }: CallerLookup): Scope {
  const caller = unidentified(account.id);
  const call = {
    caller,
    requestId: '',
    now: nowOf(account, now),
    sourceIp: '',
    userAgent: '',
    region: GLOBAL_REGION[partition],
    partition,
    secureTransport: undefined,
    via: 'door',
  } as const;
  return { db, call, caller, account, accountId: account.id, partition, now: call.now };
}

async function ofNoAccount(
  principal: Extract<QuestionPrincipal, { anonymous: true } | { service: string }>,
  owner: string | undefined,
  partition: Partition,
  { db, findAccount }: CallerLookup,
): Promise<QuestionAuthor> {
  const account = owner === undefined ? null : await findAccount(owner);
  if (!account || !isUsable(account)) {
    throw invalidInput('resourceAccount: Enter the account that owns the resource, because the caller has no account.');
  }
  const caller = 'service' in principal ? serviceIn(account.id, principal.service) : unidentified(account.id);
  return { caller, account, partition, policies: await loadCallerPolicies(db, caller, account) };
}

function serviceIn(accountId: string, serviceName: string): Caller {
  if (parseExternalCaller(serviceName)?.kind !== 'Service')
    throw invalidInput(`principal: ${serviceName} is not a service name.`);
  return { accountId, principal: { type: 'Service', serviceName }, credential: 'longTerm' };
}
