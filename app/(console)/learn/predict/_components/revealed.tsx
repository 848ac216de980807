import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { revealQuery } from '../queries';
import { ANSWER_WORDS } from './answer-words';
import { AskedQuestion } from './asked-question';

// Loaded with the first revealed decision.
const DecisionWalk = dynamic(() => import('@/components/access/decision-walk').then((module) => module.DecisionWalk), {
  loading: () => <Skeleton className="h-96" />,
});

/** The result of a question: whether the prediction was correct, where to look, and the decision step by step. */
export function Revealed({ questionId, isLast, onNext }: { questionId: string; isLast: boolean; onNext: () => void }) {
  const read = useRead(revealQuery(questionId));
  const [step, setStep] = useState(0);
  return (
    <ReadBox read={read} what="the result">
      {({ Question, Answer, Truth, Lesson, Look, Explanation, Documents }) => (
        <div className="@container space-y-4">
          <Alert
            live
            kind={Answer === Truth ? 'success' : 'warning'}
            title={
              Answer === Truth
                ? `${ANSWER_WORDS[Truth]}: correct`
                : `${ANSWER_WORDS[Truth]}. You predicted: ${ANSWER_WORDS[Answer].toLowerCase()}`
            }
            action={
              isLast ? null : (
                <Button variant="primary" onClick={onNext}>
                  Next question
                </Button>
              )
            }
          >
            {Look ? <p>{Look}</p> : null}
            <p>{Lesson}</p>
          </Alert>
          <DecisionWalk explanation={Explanation} documents={Documents} href={() => undefined} step={step} onStep={setStep} />
          <AskedQuestion question={Question} title="Question" />
        </div>
      )}
    </ReadBox>
  );
}
