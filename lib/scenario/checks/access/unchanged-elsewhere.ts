import { type AccessModel, type AccessResource, comparePoliciesSteps, diffPrincipalsSteps } from '@gatehouse/policy/analyze';
import { actionIndex } from '../../../access/model/action-index';
import { rootUserArn } from '../../../core/arns';
import { documentOf } from '../../../core/authorization/prepared-policies';
import { takeInTurns } from '../../../core/work/bulk';
import type { UnchangedElsewhere } from '../../format/account-checks';
import type { CheckOf } from '../../format/checks';
import { parseIdentity } from '../../format/identities';
import { replaceInText, replaceReferences } from '../../format/references';
import { PARTITION } from '../../run/callers';
import { accountIdOf } from '../../run/world';
import type { Circumstances } from '../circumstances';
import type { Result } from '../result';
import { allowedElsewhere, changesBetween, type Digests, readDigests } from '../rows';
import { changesSentence } from '../unchanged';
import { scoped } from './expected';
import { withFutureAccounts } from './future-accounts';
import { accountsAtStart, accountsNow, type Past, type Present } from './models';
import { EFFORT } from './no-other-way-in';
import { policyOfResource } from './resource-policies';
import { newcomerOf, type Subject } from './subjects';

/**
 * Checks that nothing changed but what the task is about. Rows are compared as `unchanged` does, except those that say what somebody may do.
 * Access is compared by the engine, so that another way to write the same policy is no change.
 */
export async function checkUnchangedElsewhere(
  circumstances: Circumstances,
  check: CheckOf<'unchangedElsewhere'>,
): Promise<Result> {
  circumstances.bounds.time();
  const changes = await changedRows(circumstances, check);
  if (changes.size > 0) return { rows: [false], seen: changesSentence(changes) };
  const start = await accountsAtStart(circumstances);
  const present = await accountsNow(circumstances);
  const but = arnsOf(circumstances, check, start.model, present.model);
  circumstances.bounds.time();
  const letIn = await changedPolicies(circumstances, start, present, but);
  if (letIn === 'changed') return { rows: [false], seen: 'A role or resource that the task leaves alone lets others in now.' };
  circumstances.bounds.time();
  const access = await changedAccess(circumstances, check, start, present, but);
  if (access === 'changed')
    return { rows: [false], seen: 'A principal that the task leaves alone can do more or less than before.' };
  const isOpen = letIn === 'undecided' || access === 'undecided';
  return { rows: [isOpen ? { undecided: 'The policies are too complex to compare.' } : true] };
}

async function changedRows(
  { attempt, database, extent }: Circumstances,
  check: CheckOf<'unchangedElsewhere'>,
): Promise<ReadonlyMap<string, number>> {
  const start = attempt.start[check.id] ?? {};
  const allowed = allowedElsewhere(check);
  const now = await readDigests(database.reader, await extent(), allowed);
  const added = addedIds(start, now, check.mayAdd ?? []);
  if (added.size === 0) return changesBetween(start, now);
  return changesBetween(start, await readDigests(database.reader, await extent(), { ...allowed, ids: added }));
}

/** Returns the ids of rows that are new in some tables. */
function addedIds(start: Digests, now: Digests, tables: readonly string[]): ReadonlySet<string> {
  return new Set(tables.flatMap((table) => Object.keys(now[table] ?? {}).filter((id) => start[table]?.[id] === undefined)));
}

/** Returns the ARNs of what the task is about, at the start and now. */
function arnsOf(
  { world, lookUp }: Circumstances,
  { but }: UnchangedElsewhere,
  ...models: readonly AccessModel[]
): ReadonlySet<string> {
  const arns = new Set<string>();
  for (const text of but) {
    const written = replaceInText(text, lookUp);
    const identity = parseIdentity(written);
    if (identity?.kind === 'root') arns.add(rootUserArn(PARTITION, accountIdOf(world, identity.account)));
    else if (identity?.kind === 'user' || identity?.kind === 'role') {
      const accountId = accountIdOf(world, identity.account);
      const named = new RegExp(`^arn:[^:]+:iam::${accountId}:${identity.kind}/`);
      for (const { principals } of models.flatMap(({ accounts }) => accounts))
        for (const { arn } of principals) if (named.test(arn) && arn.endsWith(`/${identity.name}`)) arns.add(arn);
    } else arns.add(written);
  }
  return arns;
}

type Change = 'equal' | 'changed' | 'undecided';

/** Compares the policies of resources and roles, which also let in those who are in no account of the attempt. */
async function changedPolicies(
  { database }: Circumstances,
  start: Past,
  present: Present,
  but: ReadonlySet<string>,
): Promise<Change> {
  const now = new Map(present.model.resources.map((resource) => [resource.arn, resource]));
  let isOpen = false;
  for (const before of start.model.resources) {
    const after = now.get(before.arn);
    if (!after || but.has(before.arn) || textOf(before) === textOf(after)) continue;
    const was = await policyOfResource(start.rows, start.model, before.arn);
    const is = await policyOfResource(database.reader, present.model, before.arn);
    const verdict = await takeInTurns(comparePoliciesSteps(was, is, { effort: EFFORT, index: await actionIndex() }));
    if (verdict === 'undecided') isOpen = true;
    else if (verdict !== 'equal') return 'changed';
  }
  return isOpen ? 'undecided' : 'equal';
}

function textOf({ policy }: AccessResource): string {
  return policy ? documentOf(policy) : '';
}

/** Compares everything that all others may do, with somebody who joins each group later and an account made later in each OU. */
async function changedAccess(
  { database, lookUp }: Circumstances,
  check: UnchangedElsewhere,
  start: Past,
  present: Present,
  but: ReadonlySet<string>,
): Promise<Change> {
  const before = withJoiners(await withFutureAccounts(start.rows, withPoliciesOf(start.model, present.model, but)));
  const after = withJoiners(await withFutureAccounts(database.reader, present.model));
  const subjects = before.accounts.flatMap((account) => account.principals.map((entry): Subject => ({ entry, account })));
  const others = subjects.filter(({ entry }) => !but.has(entry.arn));
  const scope = replaceReferences({ ignore: check.ignore }, lookUp);
  const [was, is] = [scoped(before, others, scope, {}), scoped(after, others, scope, {})];
  const among = new Set(others.map(({ entry }) => entry.arn));
  const { principals } = await takeInTurns(diffPrincipalsSteps(was, is, await actionIndex(), { among }));
  const changed = principals.filter(({ kind }) => kind === 'changed');
  const sets = ['gained', 'widened', 'lost', 'narrowed'] as const;
  if (changed.some((diff) => sets.some((set) => diff[set].at.length > 0))) return 'changed';
  return changed.some(({ undecided }) => undecided.at.length > 0) ? 'undecided' : 'equal';
}

/** Returns the start with the present policies of what the task is about, which bear on others too. */
function withPoliciesOf(start: AccessModel, present: AccessModel, arns: ReadonlySet<string>): AccessModel {
  const now = new Map(present.resources.map((resource) => [resource.arn, resource]));
  return { ...start, resources: start.resources.map((each) => (arns.has(each.arn) && now.get(each.arn)) || each) };
}

/** Adds somebody who joins each group later. */
function withJoiners(model: AccessModel): AccessModel {
  const accounts = model.accounts.map((account) => {
    const joiners = account.groups.map(({ name, policies }) => newcomerOf(account, policies, `joins ${name}`));
    return { ...account, principals: [...account.principals, ...joiners] };
  });
  return { ...model, accounts };
}
