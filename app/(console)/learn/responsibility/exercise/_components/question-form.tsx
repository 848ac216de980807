import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { type Answer, controlOf, ownerOf } from '@/lib/responsibility/model/controls';
import { ownerInWords, type Question } from '@/lib/responsibility/model/exercise';
import { kindOf, type Owner } from '@/lib/responsibility/model/layers';
import { OwnerIcon } from '../../owner-mark';

const CHOICES: readonly { answer: Answer; owner: Owner; name: string; means: string }[] = [
  { answer: 'P', owner: 'provider', name: 'Provider', means: 'The provider' },
  { answer: 'C', owner: 'customer', name: 'Customer', means: 'The customer' },
  { answer: 'S', owner: 'shared', name: 'Shared', means: 'Both, each its own part' },
  { answer: 'N', owner: 'none', name: 'Not applicable', means: 'No responsibility' },
];

type QuestionFormProps = {
  question: Question;
  /** True after a wrong answer. */
  again: boolean;
  /** The answer, if given. */
  given?: Answer;
  onAnswer: (answer: Answer) => void;
};

/** A control with four possible owners. A click answers. Arrow keys select and Enter answers. */
export function QuestionForm({ question, again, given, onAnswer }: QuestionFormProps) {
  const name = useId();
  const [chosen, setChosen] = useState<Answer | null>(null);
  const { number, kind, before } = question;
  const shown = given ?? chosen;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onAnswer(chosen);
      }}
    >
      <fieldset disabled={given !== undefined}>
        <legend className="mb-3">
          <span className="block font-semibold text-xl">{controlOf(number).name}</span>
          <span className="block text-ink-2">
            {before === undefined
              ? `Whose job is it with ${kindOf(kind).service} (${kindOf(kind).name.toLowerCase()})?`
              : `With ${kindOf(before).service} it is ${ownerInWords(number, before)}. Does the owner change with ${kindOf(kind).service}? Whose job is it there?`}
            {again ? ' Again.' : null}
          </span>
        </legend>
        <div className="grid gap-2 sm:grid-cols-2">
          {CHOICES.map(({ answer, owner, name: label, means }) => (
            <label
              key={answer}
              onPointerUp={(event) => {
                if (event.button === 0 && given === undefined) onAnswer(answer);
              }}
              className="relative flex items-center gap-3 rounded-md border border-line-strong px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-focus has-enabled:hover:bg-hover"
            >
              <input
                type="radio"
                name={name}
                value={answer}
                data-answer=""
                checked={answer === shown}
                onChange={() => setChosen(answer)}
                className="pointer-events-none absolute inset-0 appearance-none outline-none"
              />
              <OwnerIcon owner={owner} />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">
                  {label}
                  {before !== undefined && ownerOf(number, before).answer === answer ? (
                    <span className="font-normal text-ink-3"> (unchanged)</span>
                  ) : null}
                </span>
                <span className="block text-ink-2 text-sm">{means}</span>
              </span>
              <Kbd>{answer}</Kbd>
            </label>
          ))}
        </div>
      </fieldset>
      {given === undefined ? (
        <Button type="submit" className="mt-3" disabled={chosen === null}>
          Answer
        </Button>
      ) : null}
    </form>
  );
}
