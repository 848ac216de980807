import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import type { Json } from '@/lib/console/result';
import type { AskedQuestion as Asked, PredictionAnswer } from '@/lib/tutor/operations';
import { putPrediction } from '../actions';
import { AskedQuestion } from './asked-question';

type Answer = PredictionAnswer['Answer'];

const CHOICES: readonly { value: Answer; label: string; description: string }[] = [
  { value: 'Allowed', label: 'Allowed', description: 'All required policies allow it' },
  {
    value: 'ImplicitDeny',
    label: 'Implicit deny',
    description: 'No policy denies it, and a required allow is missing',
  },
  { value: 'ExplicitDeny', label: 'Explicit deny', description: 'A Deny statement applies' },
];

type PredictionFormProps = {
  question: Json<Asked>;
  number: number;
  total: number;
  onAnswered: (questionId: string) => void;
};

/** A question with its three possible results. */
export function PredictionForm({ question, number, total, onAnswered }: PredictionFormProps) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const operation = useOperation(putPrediction, { onSuccess: () => onAnswered(question.QuestionId) });
  const { QuestionId } = question;
  return (
    <>
      <AskedQuestion question={question} title={`Question ${number} of ${total}`} />
      <Panel title="What is the result?">
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (answer) void operation.run({ QuestionId, Answer: answer });
          }}
        >
          <RadioGroup
            label="Your prediction"
            hideLabel
            tiles
            columns={3}
            value={answer}
            onValueChange={setAnswer}
            options={CHOICES}
          />
          <Button
            type="submit"
            variant="primary"
            loading={operation.running}
            disabledReason={answer ? undefined : 'Select a result first'}
          >
            Submit prediction
          </Button>
        </form>
      </Panel>
    </>
  );
}
