'use client';

import { DECISION_OUTCOME } from '@/components/access/verdict-text';
import { useRead } from '@/components/console/kit/use-read';
import { CommandButton } from '@/components/console/page/command-button';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { bearsOnAccess } from '@/lib/access/changes/bearing-names';
import { paths } from '@/lib/console/paths';
import { useWireText } from '../../../_terminal/use-wire-text';
import { callerText } from '../caller-text';
import { EventOutcome, wouldBeDenied } from '../events-table';
import { eventQuery } from '../queries';
import { RegionHint } from '../region-hint';
import { RefusingPolicy } from './refusing-policy';

/**
 * One event: caller, operation, time, source, decision, and the whole record.
 * @param account the owner, if it is another account; only its own principals see how a denial was decided
 */
export function EventDetails({ id, account }: { id: string; account?: string | undefined }) {
  const read = useRead(eventQuery(id, account));
  const { data, error } = read;
  const breadcrumbs = [{ label: 'Event history', href: paths.events({ account }) }];
  if (error) {
    return (
      <DetailsPage title="Event" breadcrumbs={breadcrumbs}>
        <ReadError read={read} what="this event" />
        <RegionHint error={error} />
      </DetailsPage>
    );
  }
  if (!data) return <Skeleton className="h-64" />;
  const event = data.Event;
  const refusalId = event.additionalEventData?.refusalId;
  return (
    <DetailsPage
      title={event.eventName}
      breadcrumbs={breadcrumbs}
      badge={<EventOutcome event={event} />}
      actions={
        refusalId && account === undefined ? (
          <ButtonLink variant="primary" href={paths.decision({ id: refusalId })}>
            View why it was refused
          </ButtonLink>
        ) : event.authorizationId && account === undefined ? (
          <ButtonLink variant="primary" href={paths.troubleshooter(event.authorizationId)}>
            {wouldBeDenied(event) ? 'View the decision' : 'View why it was denied'}
          </ButtonLink>
        ) : event.outcome === 'Success' && bearsOnAccess(event.eventName) ? (
          <ButtonLink href={paths.accessChanges({ from: `before:${event.eventID}`, to: `after:${event.eventID}` })}>
            Compare access before and after
          </ButtonLink>
        ) : undefined
      }
      summary={[
        { label: 'Time', value: <Time value={event.eventTime} format="absolute" /> },
        { label: 'Caller', value: callerText(event) },
        {
          label: 'Caller ARN',
          value: typeof event.userIdentity.arn === 'string' ? <CopyText text={event.userIdentity.arn} what="ARN" mono /> : null,
        },
        { label: 'Account', value: event.recipientAccountId },
        { label: 'Event source', value: event.eventSource },
        { label: 'Source IP address', value: event.sourceIPAddress },
        { label: 'Region', value: event.awsRegion },
        { label: 'Error code', value: event.errorCode },
        { label: 'Request ID', value: <CopyText text={event.requestID} what="request ID" mono /> },
        { label: 'Event ID', value: <CopyText text={event.eventID} what="event ID" mono /> },
      ]}
    >
      {wouldBeDenied(event) ? (
        <Alert kind="warning" title="Would have been denied">
          The account only audited policies at the time of this call, so the call continued
          {event.outcome === 'Failed' ? ' and failed for another reason' : ''}. When policies are enforced, it is denied.
        </Alert>
      ) : null}
      {event.errorMessage ? (
        <Panel title="Error message">
          <p className="break-words font-mono text-sm">{event.errorMessage}</p>
        </Panel>
      ) : null}
      <RefusingPolicy event={event} />
      {event.decision.length > 0 ? (
        <Panel title="Decision">
          <ul className="space-y-2">
            {event.decision.map((decision) => (
              <li key={`${decision.action} ${decision.resource}`} className="space-y-0.5">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <OutcomeStatus outcome={DECISION_OUTCOME[decision.decision]} />
                  <code className="break-all font-mono text-sm">{decision.action}</code>
                  <code className="break-all font-mono text-ink-2 text-sm">{decision.resource}</code>
                </p>
                {decision.deciding.map(({ policyId, statementIndex }) => (
                  <p key={`${policyId} ${statementIndex}`} className="break-all pl-6 text-ink-2 text-sm">
                    statement {statementIndex + 1} of <code className="font-mono">{policyId.split('@')[0]}</code>
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      <EventCommand event={event} />
      <Panel title="Event record">
        <CodeBlock label="Event record" code={JSON.stringify(event, null, 2)} maxHeight={560} />
      </Panel>
    </DetailsPage>
  );
}

/** The call as a command, which can be made again. Renders nothing for sign-ins and calls of Gatehouse itself, which have none. */
function EventCommand({ event }: { event: Parameters<typeof useWireText>[0] }) {
  const text = useWireText(event);
  if (!text) return <Skeleton className="h-24" />;
  if (text.command === null) return null;
  return (
    <Panel title="AWS CLI command" actions={<CommandButton labelled command={text.command} />}>
      <CopyCode label="AWS CLI command" what="command" code={text.command} language="text" wrap />
    </Panel>
  );
}
