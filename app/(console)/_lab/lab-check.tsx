'use client';

import { toldLine } from '@/components/console/page/told-text';
import { TextLink } from '@/components/ui/text-link';
import { CheckSign, type CheckWord } from './check-sign';
import { PredictionForm } from './lab-prediction';
import type { LabCheck as Check } from './own-attempt';
import { placeHref, placeText } from './place-href';

/** Returns the icon that instructors see, and the word for the student. */
function signOf({ role, outcome, passedRows, isDone }: Check): { word: CheckWord; label?: string } {
  if (role === 'guard') return outcome === 'fail' ? { word: 'broken' } : { word: 'holds' };
  if (outcome === 'pass') return { word: 'passed', label: 'done' };
  if (outcome === 'undecided' || outcome === 'error') return { word: 'undecided', label: 'to be graded by your instructor' };
  if (isDone) return { word: 'tried', label: passedRows > 0 ? 'partly correct' : 'not correct' };
  return passedRows > 0 ? { word: 'tried', label: 'partly' } : { word: 'untouched', label: 'not done yet' };
}

type LabCheckProps = { attemptId: string; accountId: string | null; check: Check; onAnswered: () => void };

/** Shows the state of a check: done, or what is missing and where. */
export function LabCheck({ attemptId, accountId, check, onAnswered }: LabCheckProps) {
  const { word, label } = signOf(check);
  const { sentences, decision, questions, rows, passedRows } = check;
  const href = sentences?.look && accountId !== null ? placeHref(sentences.look, accountId) : null;
  return (
    <li className="flex gap-2 py-1.5">
      <span className="w-24 shrink-0 pt-0.5">
        <CheckSign word={word} label={label} />
      </span>
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium">{check.title}</p>
        {sentences ? <p>{toldLine(sentences.say)}</p> : null}
        {rows > 1 && check.role !== 'guard' && !sentences?.seen ? (
          <p className="text-ink-3 tabular-nums">
            {passedRows} of {rows} are correct
          </p>
        ) : null}
        {sentences?.seen ? <p className="text-ink-2">{toldLine(sentences.seen)}</p> : null}
        {href && sentences?.look ? (
          <p>
            <TextLink href={href}>Look at {placeText(sentences.look)}</TextLink>
          </p>
        ) : null}
        {decision ? (
          <p className="mt-1 border-limit border-l-2 pl-2">
            {decision.name} decided: {decision.outcome === 'pass' ? 'passed' : 'not passed'}. {decision.note}
          </p>
        ) : null}
        {questions.map((question) => (
          <PredictionForm
            key={question.id}
            attemptId={attemptId}
            checkId={check.id}
            question={question}
            onAnswered={onAnswered}
          />
        ))}
      </div>
    </li>
  );
}
