import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { ExplainedAccess } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import type { Question } from '../question-fragment';
import { askedSo, trialOf, withDraft } from './fix-trial';

/** An answer with the changes that its page offers. */
export type Offer = Pick<ExplainedAccess, 'fixes' | 'explanation'>;
export type DraftedQuestion = Question & { Drafts?: PolicyDraft[] };

/** Returns the policy of an answer with an id. */
export function policyOf({ explanation }: Offer, policyId: string | undefined): PolicyRef | undefined {
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels].flatMap(({ policies }) => policies);
  return [...explanation.policies, ...levels].find(({ policy }) => policy.id === policyId)?.policy;
}

/** Returns the question with some changes, as a page tries them. Throws for a change that no page can try. */
export function changed(asked: DraftedQuestion, answer: Offer, fixes: Offer['fixes']): DraftedQuestion {
  let question = asked;
  for (const fix of fixes) {
    const trial = trialOf(fix, policyOf(answer, fix.policyId));
    if (!trial) throw new Error(`No page can try: ${fix.sentence}`);
    question =
      'draft' in trial
        ? { ...question, Drafts: withDraft(question.Drafts ?? [], trial.draft) }
        : { ...question, ...askedSo(question, trial.question) };
  }
  return question;
}

/** Returns every combination of one change of each step, by alternative. */
export function choicesOf({ fixes }: Pick<Offer, 'fixes'>): Offer['fixes'][] {
  const alternatives = new Set(fixes.map(({ alternative }) => alternative));
  return [...alternatives].flatMap((alternative) => {
    const own = fixes.filter((fix) => fix.alternative === alternative);
    const steps = [...new Set(own.map(({ step }) => step))];
    return steps.reduce<Offer['fixes'][]>(
      (choices, step) => choices.flatMap((choice) => own.filter((fix) => fix.step === step).map((fix) => [...choice, fix])),
      [[]],
    );
  });
}
