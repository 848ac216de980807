import { CircleCheck, CircleX } from 'lucide-react';
import { useOperation } from '@/components/console/kit/use-operation';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { PredictionAnswer } from '@/lib/tutor/operations';
import { deletePredictions } from '../actions';

type ResultsPanelProps = {
  answers: readonly PredictionAnswer[];
  total: number;
  onOpen: (questionId: string) => void;
  onBegin: () => void;
};

/** Lists the predictions so far, for review. */
export function ResultsPanel({ answers, total, onOpen, onBegin }: ResultsPanelProps) {
  const operation = useOperation(deletePredictions, {
    success: () => ({ text: 'Your predictions were deleted.' }),
    onSuccess: onBegin,
  });
  const right = answers.filter(({ Right }) => Right).length;
  return (
    <Panel
      title="Your predictions"
      actions={
        answers.length > 0 ? (
          <Button loading={operation.running} onClick={() => void operation.run({})}>
            Start again
          </Button>
        ) : null
      }
    >
      {answers.length === 0 ? (
        <p className="text-ink-2">No answers yet to {total} questions.</p>
      ) : (
        <>
          <p>
            {right} of {answers.length} correct at the first answer; {total} questions in total.
          </p>
          <ol aria-label="Answered questions" className="mt-2 flex flex-wrap gap-2">
            {answers.map(({ QuestionId, Right }, at) => {
              const Icon = Right ? CircleCheck : CircleX;
              return (
                <li key={QuestionId}>
                  <Button size="sm" onClick={() => onOpen(QuestionId)}>
                    <Icon aria-hidden size={14} className={Right ? 'text-allow' : 'text-deny'} />
                    {at + 1}
                    <span className="sr-only">{Right ? ', right' : ', wrong'}</span>
                  </Button>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Panel>
  );
}
