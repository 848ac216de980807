'use client';

import { useState } from 'react';
import { hrefOfRecorded } from '@/app/(console)/access/_components/answer-href';
import { OpenPolicy, type OpenPolicyProps } from '@/app/(console)/access/_components/open-policy';
import { RefusedByPolicy } from '@/app/(console)/access/_components/refused-by-policy';
import { callerText } from '@/app/(console)/access/events/caller-text';
import { authorizationQuery, eventsQuery } from '@/app/(console)/access/events/queries';
import { RegionHint } from '@/app/(console)/access/events/region-hint';
import { questionHref } from '@/app/(console)/access/question-fragment';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { DecisionView } from '@/components/access/decision-view';
import { usePages } from '@/components/console/kit/use-pages';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button, ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { ExplainedCheck } from '@/lib/access/readable/readable-policies';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { askedAgain, type Recorded, trialHref } from './asked-again';

/** Opens the evaluation of a denial by its authorization ID. Without one, shows the form and recent denials. */
export function Troubleshooter({ id }: { id?: string }) {
  return (
    <>
      <PageHeader
        title="Access troubleshooter"
        description="Enter the authorization ID of a denied call to see the request, the policies considered and the deciding statement."
      />
      <div className="space-y-4">
        <AskForId initial={id ?? ''} />
        {id ? (
          <Answer label="Decision" asked={id} className="space-y-4">
            <Authorization key={id} id={id} />
          </Answer>
        ) : (
          <RecentDenials />
        )}
      </div>
    </>
  );
}

function AskForId({ initial }: { initial: string }) {
  const router = useRouter();
  const [text, setText] = useState(initial);
  return (
    <Panel>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          router.push(paths.troubleshooter(text.trim() || undefined));
        }}
      >
        <Field label="Authorization ID" className="min-w-72 flex-1">
          <Input
            value={text}
            spellCheck={false}
            placeholder="From the error message or the event"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary">
          Open
        </Button>
      </form>
    </Panel>
  );
}

function Authorization({ id }: { id: string }) {
  const { data, error, refetch } = useRead(authorizationQuery(id));
  if (error) {
    return (
      <>
        <ErrorBox error={error} onRetry={refetch} />
        <RegionHint error={error} />
      </>
    );
  }
  if (!data) return null;
  const event = data.Event;
  return (
    <>
      {event ? (
        <p className="text-ink-2">
          <TextLink inline href={paths.event(event.eventID)}>
            {event.eventName}
          </TextLink>{' '}
          by {callerText(event)}, <Time value={event.eventTime} format="absolute" />, from {event.sourceIPAddress}
        </p>
      ) : null}
      {data.Refusal ? <RefusedByPolicy refusal={data.Refusal} /> : null}
      {data.Evaluations.map((recorded, at) => (
        <RecordedDecision
          key={`${recorded.explanation.request.action} ${recorded.explanation.request.resource}`}
          recorded={recorded}
          wholeHref={paths.decision({ id, evaluation: at === 0 ? undefined : String(at + 1) })}
        />
      ))}
    </>
  );
}

type RecordedDecisionProps = { recorded: Json<ExplainedCheck>; wholeHref: string };

function RecordedDecision({ recorded, wholeHref }: RecordedDecisionProps) {
  const { explanation, documents, fixes } = recorded;
  const href = hrefOfRecorded(explanation, useOwnAccount());
  return (
    <DecisionView
      explanation={explanation}
      documents={documents}
      fixes={fixes}
      href={href}
      wholeHref={wholeHref}
      made
      fixActions={(fix, policy) => (
        <RecordedFixActions fix={fix} policy={policy} recorded={recorded} documents={documents} href={href} />
      )}
      next={<AskAgain recorded={recorded} />}
    />
  );
}

type RecordedFixActionsProps = OpenPolicyProps & { recorded: Recorded };

/** The policies can have changed since the call, so a change is tried with the current ones. */
function RecordedFixActions({ recorded, ...change }: RecordedFixActionsProps) {
  const href = trialHref(recorded, change.fix, change.policy);
  return (
    <>
      {href === null ? null : <TextLink href={href}>Try as draft</TextLink>}
      <OpenPolicy {...change} />
    </>
  );
}

function AskAgain({ recorded }: { recorded: Recorded }) {
  const again = askedAgain(recorded);
  if (!again)
    return (
      <p className="text-ink-2">
        This request cannot be evaluated again, because Ask does not support its type of session. To see whether a change has
        helped, make the call again.
      </p>
    );
  const { question, lacks } = again;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
      <ButtonLink href={questionHref(question)}>Evaluate again</ButtonLink>
      <span>
        {lacks.length === 0
          ? 'Evaluates the same request with the current policies, to see whether a change has helped.'
          : `Evaluates the request with the current policies, but without ${lacks.join(' and ')}. The decision can differ, so a change that helps there may not be enough.`}
      </span>
    </p>
  );
}

function RecentDenials() {
  const { rows: denied, read } = usePages(eventsQuery({ Outcome: 'Denied', MaxResults: 20 }), ({ Events }) => Events);
  if (read.error)
    return (
      <Panel title="Recently denied" description="Recent calls in this account that a policy denied.">
        <ReadError read={read} what="recently denied calls" />
        <RegionHint error={read.error} />
        <p className="mt-2 text-ink-2">
          Your own denied calls are on <TextLink href={paths.home}>Home</TextLink>, each with its decision.
        </p>
      </Panel>
    );
  return (
    <Panel title="Recently denied" description="Recent calls in this account that a policy denied.">
      {!denied?.length ? (
        <p className="text-ink-2">{denied ? 'No denied calls.' : 'Loading…'}</p>
      ) : (
        <ul className="divide-y divide-line">
          {denied.map((event) => (
            <li key={event.eventID} className="flex flex-wrap items-baseline gap-x-4 py-2">
              <TextLink href={paths.troubleshooter(event.authorizationId)}>{event.eventName}</TextLink>
              <span>{callerText(event)}</span>
              <span className="text-ink-3">
                <Time value={event.eventTime} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
