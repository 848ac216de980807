import { type AccessPrincipal, diffPrincipalsSteps } from '@gatehouse/policy/analyze';
import { actionIndex } from '../../../access/model/action-index';
import { takeInTurns } from '../../../core/work/bulk';
import { readCredentials } from '../../../iam/old-credential/rows';
import type { NothingLeft } from '../../format/account-checks';
import { parseIdentity } from '../../format/identities';
import { PARTITION } from '../../run/callers';
import { accountIdOf, PackError } from '../../run/world';
import type { Circumstances } from '../circumstances';
import { requireIdentity, subjectFor } from '../principals';
import { isUndecided, type Result, type Row } from '../result';
import { comparedStates, scoped } from './expected';
import { accountsAtStart, accountsNow } from './models';
import { policyOfResource } from './resource-policies';
import type { Subject } from './subjects';

/**
 * Checks that users, roles, sessions and access keys of the start are gone: by their unique ids, so that a new name is not enough. With `or:
 * powerless` users and roles may exist if nobody can use them and they can do nothing. Sessions and keys may always exist in that way.
 */
export async function checkNothingLeft(circumstances: Circumstances, check: NothingLeft): Promise<Result> {
  const rows: Row[] = [];
  for (const text of check.of) {
    circumstances.bounds.time();
    rows.push(await isGone(circumstances, text, check.or === 'powerless'));
  }
  const left = rows.filter((row) => row !== true && !isUndecided(row)).length;
  return { rows, ...(left > 0 && { seen: 'Something of it still exists, perhaps with another name, or can still be used.' }) };
}

async function isGone(circumstances: Circumstances, text: string, orPowerless: boolean): Promise<Row> {
  const [, key] = /^key\/(.+)$/.exec(text) ?? [];
  if (key !== undefined) return isKeyGone(circumstances, key);
  if (parseIdentity(text)?.kind === 'session') return isSessionPowerless(circumstances, text);
  const { model } = await accountsNow(circumstances);
  const id = await startIdOf(circumstances, text);
  const found = model.accounts.flatMap(({ principals }) => principals).find((entry) => uniqueIdOf(entry) === id);
  if (!found) return true;
  if (!orPowerless || (await canBeUsed(circumstances, found))) return false;
  return canDoNothing(circumstances, found.arn, {});
}

/** Returns the unique id that a user or role had at the start. */
async function startIdOf(circumstances: Circumstances, text: string): Promise<string> {
  const identity = requireIdentity(circumstances, text);
  if (identity.kind !== 'user' && identity.kind !== 'role') throw new PackError(`${text} is no user, role, session or key.`);
  const { model } = await accountsAtStart(circumstances);
  const accountId = accountIdOf(circumstances.world, identity.account);
  const account = model.accounts.find((each) => each.accountId === accountId);
  const [type, end] = [`:${identity.kind}/`, `/${identity.name}`.toLowerCase()];
  const found = account?.principals.find(({ arn }) => arn.includes(type) && arn.toLowerCase().endsWith(end));
  const id = found && uniqueIdOf(found);
  if (id === undefined) throw new PackError(`${text} was not there at the start.`);
  return id;
}

function uniqueIdOf({ principal }: AccessPrincipal): string | undefined {
  if (principal.type === 'User') return principal.userId;
  return principal.type === 'AssumedRole' ? principal.roleId : undefined;
}

async function isKeyGone({ world, database }: Circumstances, reference: string): Promise<boolean> {
  const saved = world.references[`ref.${reference}`];
  const id = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'AccessKeyId') : saved;
  if (typeof id !== 'string') throw new PackError(`No access key was saved as ${reference}.`);
  const key = await database.reader.accessKey.findUnique({ where: { id } });
  return key?.status !== 'Active';
}

/** Tests whether a user has a credential to sign in or sign calls with, or the trust policy of a role allows anything. */
async function canBeUsed(circumstances: Circumstances, { principal, arn }: AccessPrincipal): Promise<boolean> {
  const { reader } = circumstances.database;
  if (principal.type === 'User') {
    const credentials = await readCredentials(reader, PARTITION, principal.accountId, [principal.userName]);
    return credentials.some(({ Kind, Status }) => Kind !== 'MFA_DEVICE' && Status === 'Active');
  }
  const { model } = await accountsNow(circumstances);
  const { statements } = await policyOfResource(reader, model, arn);
  return statements.some(({ effect }) => effect === 'Allow');
}

/** Tests whether a session is over, or may do nothing any more. */
async function isSessionPowerless(circumstances: Circumstances, text: string): Promise<Row> {
  const found = await subjectFor(circumstances, text, undefined);
  if (!found) return true;
  const { principal, session } = found.caller;
  const arn = principal.type === 'AssumedRole' ? principal.roleArn : 'arn' in principal ? principal.arn : '';
  return canDoNothing(circumstances, arn, session ? { 'aws:TokenIssueTime': session.issuedAt } : {});
}

/** Compares all access of a user or role with nothing. */
async function canDoNothing(circumstances: Circumstances, arn: string, when: Readonly<Record<string, string>>): Promise<Row> {
  const { model: now } = await accountsNow(circumstances);
  const { model: start } = await accountsAtStart(circumstances);
  const account = now.accounts.find(({ principals }) => principals.some((each) => each.arn === arn));
  const entry = account?.principals.find((each) => each.arn === arn);
  if (!account || !entry) return true;
  const subjects: Subject[] = [{ entry, account }];
  const states = await comparedStates(circumstances, { start, now }, subjects, {
    reference: { nothing: true },
    given: undefined,
  });
  // Policies of resources that let it in count as access, even if they did so at the start.
  const nothing = { ...states.expected, resources: [] };
  const [before, after] = [scoped(nothing, subjects, {}, when), scoped(states.now, subjects, {}, when)];
  const steps = diffPrincipalsSteps(before, after, await actionIndex(), { among: new Set([arn]), byResources: true });
  const [diff] = (await takeInTurns(steps)).principals;
  if (!diff) return true;
  if (diff.gained.at.length > 0 || diff.widened.at.length > 0) return false;
  return diff.undecided.at.length > 0 ? { undecided: 'The policies are too complex to compare.' } : true;
}
