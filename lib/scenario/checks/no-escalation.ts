import { escalationReport } from '../../access/escalation/operations';
import { plural } from '../../core/text/plural';
import type { Way } from '../format/checks';
import { accountsNow } from './access/models';
import type { Circumstances } from './circumstances';
import { subjectFor } from './principals';
import type { Result } from './result';

type NoEscalation = Extract<Way, { kind: 'noEscalation' }>;

/** Checks by the escalation report that no principal is or can become an administrator: those named, or everybody but those named. */
export async function checkNoEscalation(circumstances: Circumstances, check: NoEscalation): Promise<Result> {
  const named = await arnsOf(circumstances, check.principals ?? check.but ?? []);
  // A deleted principal can do nothing, but the task was not solved that way either.
  if (!named) return { rows: [false], seen: 'A principal of the task does not exist.' };
  circumstances.bounds.time();
  const { plain } = await accountsNow(circumstances);
  const isMeant = (arn: string) => (check.but === undefined ? named.has(arn) : !named.has(arn) && !isRootUser(arn));
  const { administrators, paths } = await escalationReport(plain);
  if (administrators.some(isMeant)) return { rows: [false], seen: administratorSentence(check) };
  const { maxSteps = 6, access = 'any' } = check;
  const way = paths.find(
    (path) => isMeant(path.principal) && path.steps.length <= maxSteps && (access === 'any' || path.access === 'always'),
  );
  if (!way) return { rows: [true] };
  return { rows: [false], seen: `A principal can still become administrator in ${plural(way.steps.length, 'step')}.` };
}

async function arnsOf(circumstances: Circumstances, texts: readonly string[]): Promise<ReadonlySet<string> | null> {
  const arns = new Set<string>();
  for (const text of texts) {
    const subject = await subjectFor(circumstances, text, undefined);
    if (!subject) return null;
    arns.add(subject.arn);
  }
  return arns;
}

function administratorSentence({ but }: NoEscalation): string {
  return but === undefined ? 'One of them is an administrator.' : 'Somebody else is an administrator.';
}

function isRootUser(arn: string): boolean {
  return arn.endsWith(':root');
}
