import { checkNoNewAccessSteps } from '@gatehouse/policy/analyze';
import { type Policy, parsePolicy } from '@gatehouse/policy/parse';
import { asOnePolicy } from '../../access/access-tests/new-access';
import { actionIndex } from '../../access/model/action-index';
import { storedJson } from '../../core/text/stored-json';
import { takeInTurns } from '../../core/work/bulk';
import type { Way } from '../format/checks';
import { documentText, fileNamed, fileText } from '../format/documents';
import { replaceInJson, replaceReferences } from '../format/references';
import { PackError } from '../run/world';
import type { Circumstances } from './circumstances';
import { policiesNamed, storedPolicies } from './lint';
import { subjectFor } from './principals';
import type { Result } from './result';

type Minimal = Extract<Way, { kind: 'minimal' }>;

/** The share of the analysis budget for one comparison. Beyond it the check is undecided. */
const EFFORT = 0.1;
/** The number of open hints from which the message names the action instead of only its service. */
const TELLING_HINT = 2;

/** Asks the engine whether a principal's policies together, or one policy, allow anything beyond a reference policy. */
export async function checkMinimal(circumstances: Circumstances, check: Minimal, stepId: string): Promise<Result> {
  const subject = await subjectPolicy(circumstances, check);
  if (subject === 'nobody') return { rows: [false], seen: 'The user, role or policy that the task is about does not exist.' };
  if (!subject) return { rows: [true] };
  circumstances.bounds.time();
  const reference = referencePolicy(circumstances, check);
  const compared = await takeInTurns(checkNoNewAccessSteps(reference, subject, { effort: EFFORT, index: await actionIndex() }));
  if (compared.result === 'PASS') return { rows: [true] };
  if (compared.result === 'UNKNOWN') return { rows: [{ undecided: 'The policies are too complex to compare.' }] };
  const action = compared.findings.find(({ witness }) => witness !== null)?.witness?.action;
  return { rows: [false], seen: seenOf(action, (circumstances.openHints[stepId] ?? 0) >= TELLING_HINT) };
}

function seenOf(action: string | undefined, tellsAction: boolean): string {
  if (action === undefined) return 'Your policy allows more than the job needs.';
  const [service] = action.split(':');
  // A single example may mislead: a policy that allows everything also allows an action of the alphabetically first service.
  const example = tellsAction ? action : `an action of ${service}`;
  return `Your policy allows more than the job needs, for example ${example}.`;
}

async function subjectPolicy(circumstances: Circumstances, { principal, policy }: Minimal): Promise<Policy | null | 'nobody'> {
  if (principal !== undefined) {
    const subject = await subjectFor(circumstances, principal, undefined);
    return subject ? asOnePolicy(subject.policies.policies.identity) : 'nobody';
  }
  const [found] = policy === undefined ? [] : policiesNamed(circumstances, await storedPolicies(circumstances), policy);
  if (!found) return 'nobody';
  const parsed = parsePolicy(found.text, found.kind);
  return parsed.ok ? parsed.policy : 'nobody';
}

/** Returns the reference policy, extended by the ignored actions. */
function referencePolicy({ pack, lookUp }: Circumstances, { reference, ignore = [] }: Minimal): Policy {
  const file = fileNamed(reference);
  const text =
    file === undefined ? documentText(replaceReferences(reference, lookUp)) : replaceInJson(fileText(pack, file), lookUp);
  const document = storedJson<{ Statement: unknown }>(text);
  const ignored = ignore.length > 0 ? [{ Effect: 'Allow', Action: ignore, Resource: '*' }] : [];
  const whole = { ...document, Statement: [document.Statement, ignored].flat() };
  const parsed = parsePolicy(JSON.stringify(whole), 'identity');
  if (!parsed.ok) throw new PackError(`The reference is no policy: ${parsed.issues[0]?.message}`);
  return parsed.policy;
}
