import { escalationReport } from '../../access/escalation/operations';
import { plural } from '../../core/text/plural';
import type { Way } from '../format/checks';
import { modelNow } from './access/models';
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
  const { administrators, paths } = await escalationReport((await modelNow(circumstances)).plain);
  if (arns.some((arn) => administrators.includes(arn))) return { rows: [false], seen: 'One of them is an administrator.' };
  const { maxSteps = 6, access = 'any' } = check;
  const way = paths.find(
    (path) => arns.includes(path.principal) && path.steps.length <= maxSteps && (access === 'any' || path.access === 'always'),
  );
  if (!way) return { rows: [true] };
  return { rows: [false], seen: `A principal can still become administrator in ${plural(way.steps.length, 'step')}.` };
}
