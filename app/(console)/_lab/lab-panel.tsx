'use client';

import { useState } from 'react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { useLive } from '@/app/(learn)/_client/use-live';
import { answerPrediction, askForHelp, handIn, openHint, switchPersona, takeRecord } from '@/app/(learn)/lab/actions';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { ToldText, toldLine } from '@/components/console/page/told-text';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { downloadText } from '@/components/ui/download-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
import { HELP_MOST } from '@/lib/classroom/attempt/limits';
import type { GetOwnAttempt } from '@/lib/classroom/attempt/view-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { CheckSign, type CheckWord } from './check-sign';
import { placeHref, placeText } from './place';

export type ShownAttempt = Json<ClassroomOutput<typeof GetOwnAttempt>>;
type Step = ShownAttempt['steps'][number];
type Check = Step['checks'][number];
type Question = Check['questions'][number];

/** An attempt at a scenario: what to do, hints, what is true by now, whom to be, and help. Its checks are looked at while one works. */
export function LabPanel({ begin }: { begin: ShownAttempt }) {
  const [version, setVersion] = useState(0);
  const { data: attempt, isLost } = useLive(`/api/lab/${begin.id}`, begin, version);
  const again = () => setVersion((now) => now + 1);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {isLost ? (
        <Alert kind="warning" live>
          The server cannot be reached, or the class has ended. What you see may be old.
        </Alert>
      ) : null}
      {attempt.endedAt ? <Ended attempt={attempt} /> : <Personas attempt={attempt} />}
      <Panel title="What happened" headingLevel={2}>
        <ToldText text={attempt.story} />
      </Panel>
      {attempt.steps.map((step, at) => (
        <StepPanel key={step.id} attempt={attempt} step={step} number={at + 1} again={again} />
      ))}
      <Help attempt={attempt} again={again} />
      {attempt.entries.length > 0 ? <Entries attempt={attempt} /> : null}
      {attempt.endedAt ? null : <HandIn attempt={attempt} again={again} />}
    </div>
  );
}

function Personas({ attempt }: { attempt: ShownAttempt }) {
  const { run, running } = useClassAction(switchPersona, {
    // Another session has other pages: everything of this one is left behind.
    onSuccess: ({ base }) => window.location.assign(`${base}${paths.home}`),
  });
  return (
    <Panel title="Who you are" headingLevel={2}>
      <ul className="flex flex-col gap-2">
        {attempt.personas.map(({ key, about, isMain, canSignIn }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1 basis-40">
              <strong>{key}</strong>, {about}
            </span>
            {canSignIn ? (
              <Button
                size="sm"
                variant={isMain ? 'primary' : 'normal'}
                loading={running}
                onClick={() => void run({ attemptId: attempt.id, persona: key })}
              >
                Work as {key}
              </Button>
            ) : (
              <span className="text-ink-3 text-sm">does not sign in</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function wordOf({ outcome, role }: Check): CheckWord {
  if (outcome === 'pass') return role === 'guard' ? 'holds' : 'passed';
  if (outcome === 'fail') return role === 'guard' ? 'broken' : 'tried';
  return outcome === null ? 'untouched' : 'undecided';
}

const LABELS: Partial<Record<CheckWord, string>> = { tried: 'not yet', untouched: 'not looked at yet' };

type StepProps = { attempt: ShownAttempt; step: Step; number: number; again: () => void };

function StepPanel({ attempt, step, number, again }: StepProps) {
  const hint = useClassAction(openHint, { onSuccess: again });
  const opened = step.hints.filter(({ text }) => text !== null);
  const next = step.hints[opened.length];
  const href = step.place ? placeHref(step.place) : undefined;
  return (
    <Panel
      headingLevel={2}
      title={`${number}. ${step.title}`}
      actions={step.isPassed ? <CheckSign word="passed" label="passed" /> : undefined}
    >
      {step.do === null ? (
        <p className="text-ink-2">Your instructor has not released this step yet.</p>
      ) : (
        <div className="flex flex-col gap-4">
          <ToldText text={step.do} />
          {href && step.place ? (
            <p className="text-ink-2 text-sm">
              In the console it begins at <strong>{placeText(step.place)}</strong>.
            </p>
          ) : null}
          <ul aria-label={`Checks of step ${number}`} className="divide-y divide-line border-line border-y">
            {step.checks.map((check) => (
              <CheckRow key={check.id} attempt={attempt} check={check} again={again} />
            ))}
          </ul>
          {opened.length > 0 ? (
            <ol aria-label={`Hints to step ${number}`} className="list-decimal space-y-1 pl-5">
              {opened.map(({ text }) => (
                <li key={text}>{toldLine(text ?? '')}</li>
              ))}
            </ol>
          ) : null}
          {next && !attempt.endedAt ? (
            <div>
              <Button size="sm" loading={hint.running} onClick={() => void hint.run({ attemptId: attempt.id, stepId: step.id })}>
                {opened.length > 0 ? 'Next hint' : 'Hint'}
                {attempt.hintsCost && next.cost > 0 ? ` (costs ${next.cost} % of this step)` : ''}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </Panel>
  );
}

function CheckRow({ attempt, check, again }: { attempt: ShownAttempt; check: Check; again: () => void }) {
  const word = wordOf(check);
  return (
    <li className="py-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="w-28 shrink-0">
          <CheckSign word={word} label={LABELS[word]} />
        </span>
        <span className="min-w-0 flex-1 basis-52">
          {check.sentences ? (
            <>
              {toldLine(check.sentences.say)}
              {check.sentences.seen ? <span className="block text-ink-2 text-sm">{toldLine(check.sentences.seen)}</span> : null}
            </>
          ) : (
            <span className="text-ink-2">{check.role === 'guard' ? 'Nothing is broken.' : 'True.'}</span>
          )}
          {check.decision ? (
            <span className="block text-ink-2 text-sm">
              Decided by {check.decision.name}: {check.decision.note}
            </span>
          ) : null}
        </span>
      </div>
      {check.questions.map((question) => (
        <QuestionForm key={question.id} attempt={attempt} checkId={check.id} question={question} again={again} />
      ))}
    </li>
  );
}

type QuestionFormProps = { attempt: ShownAttempt; checkId: string; question: Question; again: () => void };

function QuestionForm({ attempt, checkId, question, again }: QuestionFormProps) {
  const { run, running, error } = useClassAction(answerPrediction, { showsError: true, onSuccess: again });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const last = question.given.at(-1);
  const isLocked = question.isLocked || attempt.endedAt !== null;
  const told = (answer: readonly string[]) =>
    answer.map((id) => question.options.find((option) => option.id === id)?.text ?? id).join(', ');
  return (
    <form
      className="mt-2 flex flex-col gap-2 rounded-md border border-line p-3"
      action={() => run({ attemptId: attempt.id, checkId, question: question.id, answer: [...chosen] })}
    >
      <fieldset disabled={isLocked} className="min-w-0">
        <legend className="mb-1 max-w-prose font-medium">{toldLine(question.ask)}</legend>
        {isLocked ? null : question.options.length === 0 ? (
          <Input
            aria-label="Your answer"
            required
            maxLength={300}
            value={chosen[0] ?? ''}
            onChange={(event) => setChosen([event.currentTarget.value])}
          />
        ) : (
          question.options.map(({ id, text }) => (
            <label key={id} className="flex items-start gap-2 py-0.5">
              <input
                type={question.multiple ? 'checkbox' : 'radio'}
                name={`${checkId} ${question.id}`}
                checked={chosen.includes(id)}
                required={!question.multiple}
                onChange={() =>
                  setChosen(
                    question.multiple ? (chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]) : [id],
                  )
                }
                className="mt-1 accent-accent"
              />
              <span className="min-w-0">{toldLine(text)}</span>
            </label>
          ))
        )}
      </fieldset>
      {last ? (
        <p className="text-ink-2 text-sm">
          You answered: <strong>{told(last)}</strong>
        </p>
      ) : null}
      {question.right ? (
        <p className="text-sm">
          Right is: <strong>{told(question.right)}</strong>
          {question.explain ? <span className="block max-w-prose text-ink-2">{toldLine(question.explain)}</span> : null}
        </p>
      ) : null}
      {error ? <Alert kind="error">{error.message}</Alert> : null}
      {isLocked ? null : (
        <div>
          <Button type="submit" size="sm" loading={running}>
            Answer{question.tries - question.given.length === 1 ? ' (it counts at once)' : ''}
          </Button>
        </div>
      )}
    </form>
  );
}

function Help({ attempt, again }: { attempt: ShownAttempt; again: () => void }) {
  const [text, setText] = useState('');
  const { run, running, error } = useClassAction(askForHelp, {
    showsError: true,
    onSuccess: () => {
      setText('');
      again();
    },
  });
  const open = attempt.help.some(({ answeredAt }) => answeredAt === null);
  return (
    <Panel title="Ask for help" headingLevel={2}>
      {attempt.help.length > 0 ? (
        <ul className="mb-3 flex flex-col gap-2" aria-live="polite">
          {attempt.help.map((help) => (
            <li key={help.id}>
              <p>
                “{help.text}”{' '}
                <span className="text-ink-3 text-sm">
                  <Time value={help.at} />
                </span>
              </p>
              {help.answer ? (
                <p className="rounded-md bg-accent-soft px-3 py-2">
                  {help.answeredBy}: {help.answer}
                </p>
              ) : (
                <p className="text-ink-2 text-sm">Your instructor sees it.</p>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {open || attempt.endedAt ? null : (
        <form action={() => run({ attemptId: attempt.id, text })} className="flex flex-col gap-2">
          <Field label="Your question" error={error?.message}>
            <Textarea
              rows={2}
              value={text}
              required
              maxLength={HELP_MOST}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
          <div>
            <Button type="submit" loading={running}>
              Ask
            </Button>
          </div>
        </form>
      )}
    </Panel>
  );
}

function Entries({ attempt }: { attempt: ShownAttempt }) {
  return (
    <Panel title="Who was in your accounts" headingLevel={2}>
      <ul>
        {attempt.entries.map(({ id, name, from, mayChange, writes }) => (
          <li key={id}>
            {name}, <Time value={from} />
            {mayChange ? `, with ${writes} changes` : ', looked only'}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function HandIn({ attempt, again }: { attempt: ShownAttempt; again: () => void }) {
  const [asking, setAsking] = useState(false);
  const { run, running, error } = useClassAction(handIn, {
    showsError: true,
    onSuccess: () => {
      setAsking(false);
      again();
    },
  });
  return (
    <div>
      <Button variant="primary" onClick={() => setAsking(true)}>
        Hand in
      </Button>
      {asking ? (
        <Dialog
          open
          size="sm"
          dismissible={!running}
          onOpenChange={setAsking}
          title="Hand in your work?"
          footer={
            <>
              <Button onClick={() => setAsking(false)}>Go on working</Button>
              <Button variant="primary" loading={running} onClick={() => void run({ attemptId: attempt.id })}>
                Hand in
              </Button>
            </>
          }
        >
          {error ? <Alert kind="error">{error.message}</Alert> : null}
          <p>
            It is looked at once more and then stays as it is: {attempt.steps.filter(({ isPassed }) => isPassed).length} of{' '}
            {attempt.steps.length} steps are passed now.
          </p>
        </Dialog>
      ) : null}
    </div>
  );
}

function Ended({ attempt }: { attempt: ShownAttempt }) {
  const record = useClassAction(takeRecord, {
    onSuccess: (signed) => downloadText('gatehouse-record.json', `${JSON.stringify(signed)}\n`, 'application/json'),
  });
  return (
    <Panel title={attempt.handedInAt ? 'Handed in' : 'This attempt has ended'} headingLevel={2}>
      <p className="mb-2">
        <strong className="text-xl tabular-nums">
          {attempt.points} of {attempt.of}
        </strong>{' '}
        points
      </p>
      {attempt.code ? (
        <div className="mb-3">
          <p className="text-ink-2 text-sm">Your completion code, for wherever your instructor wants it:</p>
          <CopyText text={attempt.code} what="completion code" mono />
        </div>
      ) : null}
      {attempt.handedInAt ? (
        <Button loading={record.running} onClick={() => void record.run({ attemptId: attempt.id })}>
          Take a signed record along
        </Button>
      ) : null}
      {attempt.debrief ? (
        <div className="mt-4">
          <h3 className="mb-1 font-semibold">What this was about</h3>
          <ToldText text={attempt.debrief} />
        </div>
      ) : null}
    </Panel>
  );
}
