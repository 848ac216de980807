import type { CheckWitness, PolicyCheck, Steps } from '@gatehouse/policy/analyze';
import { type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { takeInTurns } from '../../core/bulk';
import { AwsError } from '../../core/errors';

/** How much work a check is worth, as a part of what the engine would do at most: with more of it, other calls would wait. */
export const CHECK_EFFORT = 0.03;

/** A statement that gives the access which a check looks for. */
export type Reason = {
  description: string;
  statementIndex: number;
  statementId?: string;
  /** A request that is decided so. Not in AWS's answer. */
  witness: CheckWitness | null;
};
export type CheckAnswer = { result: 'PASS' | 'FAIL'; message: string; reasons: Reason[] };

/** What a check says when it passes, when it fails, when neither is certain, and of a statement. */
export type CheckTexts = { passed: string; failed: string; open: string; reason: string };

/**
 * Reads a document as the first of some kinds that it is one of.
 * @throws AwsError InvalidParameterException where it is none of them
 */
export function readAs(text: string, kinds: readonly PolicyKind[], member: string): Policy {
  const read = kinds.map((kind) => parsePolicy(text, kind));
  const found = read.find(({ ok }) => ok);
  if (found?.ok) return found.policy;
  const [first] = read;
  const issue = first && !first.ok ? first.issues[0]?.message : undefined;
  throw new AwsError('InvalidParameterException', `The policy document is not valid. ${issue ?? ''}`.trim(), {}, { member });
}

/**
 * The answer of a check in AWS's terms, which knows nothing between PASS and FAIL: what is not ruled out has not passed.
 * @param policy the one whose statements the answer names
 * @throws AwsError UnprocessableEntityException where finding out would take too long
 */
export async function answerCheck(steps: Steps<PolicyCheck>, policy: Policy, texts: CheckTexts): Promise<CheckAnswer> {
  const check = await takeInTurns(steps);
  if (check.result === 'PASS') return { result: 'PASS', message: texts.passed, reasons: [] };
  if (check.result === 'UNKNOWN' && check.tooComplex) {
    throw new AwsError('UnprocessableEntityException', 'The policy document is too complex to be checked.');
  }
  const reasons = check.findings.map(({ statementIndex, witness }) => {
    const sid = policy.statements[statementIndex]?.sid;
    const where = sid === undefined ? `index: ${statementIndex}` : `sid: ${sid}`;
    return {
      description: `${texts.reason} with ${where}.`,
      statementIndex,
      ...(sid !== undefined && { statementId: sid }),
      witness,
    };
  });
  return { result: 'FAIL', message: check.result === 'FAIL' ? texts.failed : texts.open, reasons };
}
