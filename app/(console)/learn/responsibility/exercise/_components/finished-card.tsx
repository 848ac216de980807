import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { controlOf, type Level } from '@/lib/responsibility/model/controls';
import { LEVELS, ownerInWords, type Question, sizeOf } from '@/lib/responsibility/model/exercise';
import { kindOf } from '@/lib/responsibility/model/layers';

type FinishedCardProps = {
  level: Level;
  /** Questions with a wrong first answer. */
  questions: readonly Question[];
  /** Tries to save the result again. Set after a failure. */
  notKept?: () => void;
  onAgain: () => void;
  onLevel: (level: Level) => void;
};

/** The result of a run, the controls to review, and the next level. */
export function FinishedCard({ level, questions, notKept, onAgain, onLevel }: FinishedCardProps) {
  const next = LEVELS.find((one) => one.level === level + 1);
  const all = sizeOf(level);
  return (
    <div className="space-y-4 p-4">
      <h3 data-finished="" tabIndex={-1} className="font-semibold text-xl outline-none">
        {all - questions.length} of {all} correct at the first answer
      </h3>
      {notKept ? (
        <Alert kind="error" title="The result could not be saved" action={<Button onClick={notKept}>Save result</Button>} />
      ) : null}
      {questions.length > 0 ? (
        <div>
          <p className="mb-1 text-ink-2">To review:</p>
          <ul className="space-y-2">
            {questions.map(({ number, kind }) => (
              <li key={number}>
                <b>{controlOf(number).name}</b> with {kindOf(kind).service} is {ownerInWords(number, kind)}.{' '}
                <span className="text-ink-2">{controlOf(number).wrong}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {next ? (
          <Button variant="primary" onClick={() => onLevel(next.level)}>
            Go on to {next.name.toLowerCase()}
          </Button>
        ) : null}
        <Button onClick={onAgain}>Start again</Button>
        <ButtonLink href={paths.responsibility()}>View all layers</ButtonLink>
      </div>
    </div>
  );
}
