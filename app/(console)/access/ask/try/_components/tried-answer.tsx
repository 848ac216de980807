'use client';

import { hrefOfRecorded } from '@/app/(console)/access/_components/answer-href';
import { authorizationQuery } from '@/app/(console)/access/events/queries';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { DecisionView } from '@/components/access/decision-view';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import type { TryCall } from '@/lib/access/try-it/operations';
import type { TriedCall } from '@/lib/access/try-it/schema';
import { paths } from '@/lib/console/paths';
import type { ReadOf } from '@/lib/console/query';

export type Tried = { how: 'call' | 'ask'; asked: TriedCall; result: ReadOf<typeof TryCall>; at: number };

type Answered = Extract<Tried['result'], { ok: true }>['data'];

/** Shows the result: the recorded event and the whole decision. */
export function TriedAnswer({ tried }: { tried: Tried }) {
  const { how, asked, result } = tried;
  if (result.ok) {
    return (
      <>
        {how === 'call' ? <Recorded action={asked.Action} isDenied={result.data.explanation.decision !== 'Allowed'} /> : null}
        <Decision answer={result.data} made={how === 'call'} />
      </>
    );
  }
  const { traceHref } = result.error;
  const id = traceHref === undefined ? undefined : /[?&]id=([^&]+)/.exec(traceHref)?.[1];
  if (id === undefined) return <ErrorBox error={result.error} live />;
  return (
    <>
      <Recorded action={asked.Action} isDenied id={decodeURIComponent(id)} />
      <RecordedDecision id={decodeURIComponent(id)} />
    </>
  );
}

/** Says that the call left only an event. */
function Recorded({ action, isDenied, id }: { action: string; isDenied: boolean; id?: string }) {
  const goesOn = isDenied && id === undefined;
  return (
    <Alert kind={id === undefined ? 'info' : 'warning'} live title="Evaluated only">
      {goesOn
        ? 'It is denied, but your account does not enforce policies at present. A real call would have continued. '
        : isDenied
          ? 'A real call would have been denied. '
          : 'A real call would have been allowed. '}
      It is recorded in the event history as <code>{action.split(':')[1]}</code>, marked as a test.{' '}
      <TextLink
        inline
        href={id === undefined ? paths.events({ name: action.split(':')[1], kind: 'all' }) : paths.troubleshooter(id)}
      >
        {id === undefined ? 'Open event history' : 'Open in access troubleshooter'}
      </TextLink>
    </Alert>
  );
}

function RecordedDecision({ id }: { id: string }) {
  const { data, error, refetch } = useRead(authorizationQuery(id));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  const evaluation = data?.Evaluations.at(-1);
  return evaluation ? <Decision answer={evaluation} made wholeHref={paths.decision({ id })} /> : null;
}

type DecisionProps = { answer: Omit<Answered, 'Obeyed'>; made: boolean; wholeHref?: string };

function Decision({ answer, made, wholeHref }: DecisionProps) {
  const ownAccount = useOwnAccount();
  const { explanation, documents, fixes } = answer;
  return (
    <DecisionView
      explanation={explanation}
      documents={documents}
      fixes={fixes}
      href={hrefOfRecorded(explanation, ownAccount)}
      wholeHref={wholeHref}
      made={made}
    />
  );
}
