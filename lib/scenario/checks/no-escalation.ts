import type { AccessModel } from '@gatehouse/policy/analyze';
import { escalationReport } from '../../access/escalation/operations';
import { accessModelOf, loadAccessAccounts } from '../../access/model/access-model';
import { findAccountFacts } from '../../core/account-facts';
import { BoundedMap } from '../../core/cache/bounded-map';
import { plural } from '../../core/text/plural';
import type { Way } from '../format/checks';
import { PARTITION } from '../run/callers';
import type { Circumstances } from './circumstances';
import { subjectFor } from './principals';
import type { Result } from './result';

type NoEscalation = Extract<Way, { kind: 'noEscalation' }>;

/** Checks by the escalation report that no principal is or can become an administrator. */
export async function checkNoEscalation(circumstances: Circumstances, check: NoEscalation): Promise<Result> {
  const arns: string[] = [];
  for (const text of check.principals) {
    const subject = await subjectFor(circumstances, text, undefined);
    // A deleted principal can do nothing, but the task was not solved that way either.
    if (!subject) return { rows: [false], seen: 'A principal of the task does not exist.' };
    arns.push(subject.arn);
  }
  circumstances.bounds.time();
  const { administrators, paths } = await escalationReport(await modelOf(circumstances));
  if (arns.some((arn) => administrators.includes(arn))) return { rows: [false], seen: 'One of them is an administrator.' };
  const { maxSteps = 6, access = 'any' } = check;
  const way = paths.find(
    (path) => arns.includes(path.principal) && path.steps.length <= maxSteps && (access === 'any' || path.access === 'always'),
  );
  if (!way) return { rows: [true] };
  return { rows: [false], seen: `A principal can still become administrator in ${plural(way.steps.length, 'step')}.` };
}

type Kept = { stamp: string; model: AccessModel };
const models = new BoundedMap<string, Kept>(100);

/** Returns a model of all accounts of the attempt, cached until something in them changes, together with its report. */
async function modelOf(circumstances: Circumstances): Promise<AccessModel> {
  const { attempt, database } = circumstances;
  const { accountIds } = await circumstances.extent();
  const found = await Promise.all(accountIds.map((id) => findAccountFacts(database.reader, id)));
  const facts = found.filter((one) => one !== null);
  const stamp = JSON.stringify(
    facts.map(({ id, revision, parentId, organization }) => [id, revision, parentId, organization?.revision]),
  );
  const known = models.get(attempt.attemptId);
  if (known?.stamp === stamp) return known.model;
  const parts = await loadAccessAccounts({ db: database.reader, partition: PARTITION }, facts);
  const model = accessModelOf([...parts.values()]);
  models.set(attempt.attemptId, { stamp, model });
  return model;
}
