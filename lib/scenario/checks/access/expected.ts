import { findManagedPolicy, listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import type { AccessAccount, AccessModel, AccessPrincipal, KnownFacts } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { isOwnPasswordPolicy } from '../../../access/migration/definition';
import { tryPrepare } from '../../../core/authorization/prepared-policies';
import type { AccessCheck, Reference } from '../../format/access-checks';
import { documentText, fileNamed, fileText } from '../../format/documents';
import { replaceInJson, replaceReferences } from '../../format/references';
import type { WrittenContext } from '../../format/shapes';
import { PackError } from '../../run/world';
import type { Circumstances } from '../circumstances';
import { subjectFor } from '../principals';
import { newcomerOf, type Subject } from './subjects';

/** The two states of a comparison: the accounts with what the task asks for, and as they are. */
export type Compared = { expected: AccessModel; now: AccessModel };

/**
 * Returns the states to compare for the subjects of a check. The expected one is the start, with the policies of the reference in place of the
 * subjects' own. Everything else that bears on them there stays: guardrails, policies of resources, trust policies.
 * @throws PackError if a reference is no policy
 */
export async function comparedStates(
  circumstances: Circumstances,
  { start, now }: { start: AccessModel; now: AccessModel },
  subjects: readonly Subject[],
  { reference, given }: { reference: Reference; given: AccessCheck['given'] },
): Promise<Compared> {
  const expected = new Map<string, AccessPrincipal>();
  const present = new Map<string, AccessPrincipal>();
  for (const subject of subjects) {
    const { arn } = subject.entry;
    const wanted = await expectedPrincipal(circumstances, start, subject, reference);
    present.set(arn, given === undefined ? subject.entry : withEverything(subject.entry));
    // A document says what is left of everything. The start says it only together with everything.
    expected.set(arn, given !== undefined && isStart(reference) ? withEverything(wanted) : wanted);
  }
  const accounts = new Map(subjects.map(({ account }) => [account.accountId, account]));
  const later = [...accounts.values()].filter(({ accountId }) => start.accounts.every((each) => each.accountId !== accountId));
  const emptied = later.map((account): AccessAccount => ({ ...account, principals: [], groups: [] }));
  const whole = { ...start, accounts: [...start.accounts, ...emptied] };
  return { expected: withPrincipals(whole, expected), now: withPrincipals(now, present) };
}

async function expectedPrincipal(
  circumstances: Circumstances,
  start: AccessModel,
  subject: Subject,
  reference: Reference,
): Promise<AccessPrincipal> {
  const { boundary: _, identity, ...entry } = subject.entry;
  const ownPassword = identity.filter(isOwnPasswordPolicy);
  const given = (policies: readonly PreparedPolicy[], boundary?: PreparedPolicy): AccessPrincipal => ({
    ...entry,
    identity: [...policies, ...ownPassword],
    ...(boundary && { boundary }),
  });
  if ('nothing' in reference) return given([]);
  if (!isStart(reference)) return given([await referencePolicy(circumstances, reference)]);
  const was = reference.start === 'same' ? startOf(start, subject) : await startOfOther(circumstances, start, reference.start);
  const plus = reference.plus === undefined ? [] : [await referencePolicy(circumstances, reference.plus)];
  return given([...was.identity.filter((policy) => !isOwnPasswordPolicy(policy)), ...plus], was.boundary);
}

type StartReference = { start: string; plus?: object | undefined };

function isStart(reference: Reference): reference is Reference & StartReference {
  return 'start' in reference;
}

function withEverything(entry: AccessPrincipal): AccessPrincipal {
  return { ...entry, identity: [...entry.identity, ADMINISTRATOR] };
}

/** Returns the subject as it was at the start. Somebody who was not there then has the policies of the group as they were. */
function startOf(start: AccessModel, { entry, account, group }: Subject): AccessPrincipal {
  const before = start.accounts.find(({ accountId }) => accountId === account.accountId);
  const known = before?.principals.find(({ arn }) => arn === entry.arn);
  if (known) return known;
  return newcomerOf(before ?? account, before?.groups.find(({ name }) => name === group)?.policies ?? []);
}

async function startOfOther(circumstances: Circumstances, start: AccessModel, text: string): Promise<AccessPrincipal> {
  const found = await subjectFor(circumstances, text, undefined);
  const known = start.accounts.flatMap(({ principals }) => principals).find(({ arn }) => arn === found?.arn);
  if (!known) throw new PackError(`${text} was not there at the start.`);
  return known;
}

/** @throws PackError */
async function referencePolicy(circumstances: Circumstances, reference: object): Promise<PreparedPolicy> {
  const text = 'managed' in reference ? managedText(String(reference.managed)) : documentOfPack(circumstances, reference);
  return preparedReference('identity', text);
}

/** Returns the text of a document that a pack writes, or names as a file. */
export function documentOfPack({ pack, lookUp }: Circumstances, document: object): string {
  const file = fileNamed(document);
  return file === undefined ? documentText(replaceReferences(document, lookUp)) : replaceInJson(fileText(pack, file), lookUp);
}

/** Prepares a reference. @throws PackError if it is no policy of the type */
export function preparedReference(type: 'identity' | 'scp', text: string): PreparedPolicy {
  const prepared = tryPrepare({ id: 'reference', type, name: 'reference', origin: { kind: 'direct' } }, text);
  if (!prepared.ok) throw new PackError(`The reference is no policy: ${prepared.issues[0]?.message}`);
  return prepared.prepared;
}

function managedText(name: string): string {
  const arn = name.startsWith('arn:')
    ? findManagedPolicy(name)?.arn
    : listManagedPolicies().find((each) => each.name === name)?.arn;
  const text = arn === undefined ? undefined : managedPolicyDocument(arn);
  if (text === undefined) throw new PackError(`AWS has no policy ${name}.`);
  return text;
}

/** Returns a model with some principals replaced or added. */
function withPrincipals(model: AccessModel, replaced: ReadonlyMap<string, AccessPrincipal>): AccessModel {
  const accountOf = ({ principal }: AccessPrincipal) => ('accountId' in principal ? principal.accountId : '');
  const accounts = model.accounts.map((account): AccessAccount => {
    const own = new Map([...replaced].filter(([, entry]) => accountOf(entry) === account.accountId));
    if (own.size === 0) return account;
    const others = account.principals.filter(({ arn }) => !own.has(arn));
    return { ...account, principals: [...others, ...own.values()] };
  });
  return { ...model, accounts };
}

export const ADMINISTRATOR = required('administrator', 'identity', { Effect: 'Allow', Action: '*', Resource: '*' });

/** The part of access that a check compares. */
export type Scope = Pick<AccessCheck, 'within' | 'ignore'>;

/**
 * Returns a model in which only the part of access that a check compares is left. It is cut out by an SCP over the accounts of the subjects,
 * because an SCP limits every way in which their principals have access.
 */
export function scoped(
  model: AccessModel,
  subjects: readonly Subject[],
  { within, ignore }: Scope,
  when: WrittenContext,
): AccessModel {
  const arns = new Set(subjects.map(({ entry }) => entry.arn));
  const accountIds = new Set(subjects.map(({ account }) => account.accountId));
  const limits = within || ignore ? required('scope', 'scp', ...scopeStatements({ within, ignore })) : null;
  const accounts = model.accounts.map((account): AccessAccount => {
    if (!accountIds.has(account.accountId)) return account;
    const principals = account.principals.map((entry): AccessPrincipal => {
      if (!arns.has(entry.arn)) return entry;
      return { ...entry, facts: factsWith(entry.facts ?? {}, when) };
    });
    if (!limits) return { ...account, principals };
    const level = { id: 'scope', name: 'scope', kind: 'account' as const, policies: [limits] };
    // SCPs do not apply in a management account, so its own are left out there.
    return { ...account, principals, management: false, scp: [...(account.management ? [] : (account.scp ?? [])), level] };
  });
  return { ...model, accounts };
}

function scopeStatements({ within, ignore }: Scope): object[] {
  const { actions = ['*'], resources = ['*'] } = within ?? {};
  const ignored = ignore ? [{ Effect: 'Deny', Action: ignore, Resource: '*' }] : [];
  return [{ Effect: 'Allow', Action: actions, Resource: resources }, ...ignored];
}

function factsWith({ knownContext = {}, absentKeys = [] }: KnownFacts, when: WrittenContext): KnownFacts {
  const given = Object.entries(when);
  const values = given.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  const absent = given.flatMap(([key, value]) => (value === null ? [key] : []));
  return { knownContext: { ...knownContext, ...Object.fromEntries(values) }, absentKeys: [...absentKeys, ...absent] };
}

/** Prepares a policy of a check's own. @throws PackError if its patterns make no policy */
function required(name: string, type: 'identity' | 'scp', ...statements: readonly object[]): PreparedPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const prepared = tryPrepare({ id: name, type, name, origin: { kind: 'direct' } }, text);
  if (!prepared.ok) throw new PackError(`within or ignore is not valid: ${prepared.issues[0]?.message}`);
  return prepared.prepared;
}
