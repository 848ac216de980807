import type { CheckWitness, PolicyCheck, Steps } from '@gatehouse/policy/analyze';
import { type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { AwsError } from '../../core/errors';
import { takeInTurns } from '../../core/work/bulk';

/** The share of the engine's largest budget that a check may use. With more, other calls would wait. */
export const CHECK_EFFORT = 0.03;

/** A statement that grants the access in question. */
export type CheckReason = {
  description: string;
  statementIndex: number;
  statementId?: string;
  /** An example request with that decision. AWS's answer does not have it. */
  witness: CheckWitness | null;
};
export type PolicyCheckAnswer = { result: 'PASS' | 'FAIL'; message: string; reasons: CheckReason[] };

/** The messages of a check: passed, failed, undecided, and for a statement. */
export type CheckTexts = { passed: string; failed: string; open: string; reason: string };

/** Parses a document as the first kind that it is valid for. @throws AwsError InvalidParameterException if it is valid for none */
export function readAs(text: string, kinds: readonly PolicyKind[], member: string): Policy {
  const read = kinds.map((kind) => parsePolicy(text, kind));
  const found = read.find(({ ok }) => ok);
  if (found?.ok) return found.policy;
  const [first] = read;
  const issue = first && !first.ok ? first.issues[0]?.message : undefined;
  const message = ['The policy document is not valid.', issue].join(' ').trim();
  throw new AwsError('InvalidParameterException', message, {}, { member });
}

/**
 * Returns a check's answer in AWS's terms. AWS has only PASS and FAIL, so an undecided check fails.
 * @param policy the policy whose statements the answer names
 * @throws AwsError UnprocessableEntityException if the check would take too long
 */
export async function answerCheck(steps: Steps<PolicyCheck>, policy: Policy, texts: CheckTexts): Promise<PolicyCheckAnswer> {
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
