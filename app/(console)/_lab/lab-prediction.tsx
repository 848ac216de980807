'use client';

import { useId, useState } from 'react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { answerPrediction } from '@/app/(learn)/lab/actions';
import { toldLine } from '@/components/console/page/told-text';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field/input';
import type { LabQuestion } from './own-attempt';

type PredictionFormProps = { attemptId: string; checkId: string; question: LabQuestion; onAnswered: () => void };

/** A question that is answered before its solution is shown. */
export function PredictionForm({ attemptId, checkId, question, onAnswered }: PredictionFormProps) {
  const { id, ask, options, multiple, tries, given, isLocked, right, explain } = question;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const name = useId();
  const { run, running } = useClassAction(answerPrediction, {
    onSuccess: () => {
      setChosen([]);
      onAnswered();
    },
  });
  const textOf = (option: string) => options.find((one) => one.id === option)?.text ?? option;
  if (isLocked) {
    const last = given.at(-1) ?? [];
    const isRight = right !== null && right.length === last.length && right.every((one) => last.includes(one));
    return (
      <div className="mt-2 rounded-md border border-line px-2.5 py-2">
        <p className="font-medium">{toldLine(ask)}</p>
        <p className="mt-1">You answered: {last.map(textOf).join(', ')}</p>
        {right === null || options.length === 0 ? null : isRight ? (
          <p className="font-medium text-allow">That is correct.</p>
        ) : (
          <p>
            <span className="font-medium text-deny">That is not correct.</span> It is: {right.map(textOf).join(', ')}
          </p>
        )}
        {explain ? <p className="mt-1 text-ink-2">{toldLine(explain)}</p> : null}
      </div>
    );
  }
  const choose = (option: string, on: boolean) =>
    setChosen((before) => (multiple ? [...before.filter((one) => one !== option), ...(on ? [option] : [])] : [option]));
  return (
    <form
      className="mt-2 rounded-md border border-line px-2.5 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        void run({ attemptId, checkId, question: id, answer: chosen.map((one) => one.trim()) });
      }}
    >
      <fieldset>
        <legend className="font-medium">{toldLine(ask)}</legend>
        {options.length === 0 ? (
          <Input
            aria-label="Your answer"
            className="mt-1.5 w-full"
            maxLength={300}
            value={chosen[0] ?? ''}
            onChange={(event) => setChosen([event.currentTarget.value])}
          />
        ) : (
          <div className="mt-1 space-y-1">
            {options.map((option) => (
              <label key={option.id} className="flex items-start gap-2">
                <input
                  type={multiple ? 'checkbox' : 'radio'}
                  name={name}
                  className="tick mt-0.5"
                  checked={chosen.includes(option.id)}
                  onChange={(event) => choose(option.id, event.currentTarget.checked)}
                />
                <span>{toldLine(option.text)}</span>
              </label>
            ))}
          </div>
        )}
      </fieldset>
      {given.length > 0 ? (
        <p className="mt-1.5 text-deny">
          Not correct: {given.at(-1)?.map(textOf).join(', ')}. {tries - given.length} of {tries} tries left.
        </p>
      ) : null}
      <Button
        type="submit"
        size="sm"
        className="mt-2"
        loading={running}
        disabledReason={chosen.every((one) => one.trim() === '') ? 'Enter your answer first' : undefined}
      >
        {tries === 1 ? 'Submit final answer' : 'Submit answer'}
      </Button>
    </form>
  );
}
