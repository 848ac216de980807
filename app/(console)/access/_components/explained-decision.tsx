'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { DecisionView } from '@/components/access/decision-view';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Skeleton } from '@/components/ui/skeleton';
import type { ExplainedAccess } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import { explainQuery } from '../queries';
import { decisionHref, type Question } from '../question-fragment';
import { useOwnAccount } from '../use-own-account';
import { hrefOfAnswer } from './answer-href';
import { AnswerNotes } from './answer-notes';
import { FixActions } from './fix-actions';
import { type Trial, trialOf } from './fix-trial';
import { OpenQuestion } from './open-question';

type ExplainedAnswerProps = {
  question: Question;
  /** Asks the question with an unsaved change, if possible. */
  onTry?: (trial: Trial) => void;
  /** The sentence of a change to try as soon as the answer proposes it. */
  tryAtOnce?: string;
};

/** The answer to one question, with everything behind it. */
export function ExplainedDecision({ question, onTry, tryAtOnce }: ExplainedAnswerProps) {
  const { data, error, refetch } = useRead(explainQuery(question));
  const ownAccount = useOwnAccount();
  useTryAtOnce(data, tryAtOnce, onTry);
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  const href = hrefOfAnswer(question.PrincipalArn, data.Subject, ownAccount);
  return (
    <DecisionView
      explanation={data.explanation}
      documents={data.documents}
      fixes={data.fixes}
      href={href}
      wholeHref={decisionHref(question)}
      fixActions={(fix, policy) => (
        <FixActions fix={fix} policy={policy} question={question} documents={data.documents} href={href} onTry={onTry} />
      )}
    >
      <AnswerNotes question={question} answer={data} />
      <OpenQuestion question={question} answer={data} onGive={onTry} />
    </DecisionView>
  );
}

/** Tries the change in the address once, if the current answer still proposes it. */
function useTryAtOnce(
  answer: Json<ExplainedAccess> | undefined,
  sentence: string | undefined,
  onTry: ExplainedAnswerProps['onTry'],
) {
  const done = useRef(false);
  const tryIt = useEffectEvent((found: Json<ExplainedAccess>) => {
    const fix = found.fixes.find((each) => each.sentence === sentence);
    const { policies, scpLevels, rcpLevels } = found.explanation;
    const traces = [...policies, ...[...scpLevels, ...rcpLevels].flatMap((level) => level.policies)];
    const trial = fix && trialOf(fix, traces.find(({ policy }) => policy.id === fix.policyId)?.policy);
    if (trial) onTry?.(trial);
  });
  useEffect(() => {
    if (!answer || sentence === undefined || done.current) return;
    done.current = true;
    tryIt(answer);
  }, [answer, sentence]);
}
