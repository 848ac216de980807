'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { withSuggestion } from '@/app/(console)/_client/policies/suggested-document';
import { CopyCode } from '@/components/console/page/copy-code';
import { EmptyState } from '@/components/console/page/empty-state';
import { KeyValue } from '@/components/console/page/key-value';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { ActivityCall, ActivityPolicy, ActivityStatement, LeftOutReason } from '@/lib/access/policy-generation/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';

const PolicyDiff = dynamic(() => import('@/components/policy-editor/policy-diff').then((module) => module.PolicyDiff), {
  loading: () => <Skeleton className="h-48" />,
});
const ReplaceDialog = dynamic(() => import('./replace-dialog').then((module) => module.ReplaceDialog));

type Answer = Json<ActivityPolicy>;
type Statement = Json<ActivityStatement>;
type Call = Json<ActivityCall>;

/** The policy, its reasons, and the checks that it is enough and not too much. */
export function ActivityAnswer({ answer }: { answer: Answer }) {
  const { Documents, LeftOut, LeftOutMore, Tolerance, Failed } = answer;
  if (Documents.length === 0) {
    return (
      <>
        <Panel title="Answer" verdict>
          <EmptyState title="No policy to generate" description={emptyText(answer)} />
        </Panel>
        <LeftOutPanel calls={LeftOut} more={LeftOutMore} />
      </>
    );
  }
  return (
    <div className="space-y-4">
      <Proof answer={answer} />
      {Failed.length > 0 ? (
        <Alert kind="error" title={`${plural(Failed.length, 'call')} would be denied`}>
          {Failed.map(({ Action, Resource }) => `${Action} on ${Resource}`).join(', ')}
        </Alert>
      ) : null}
      <Panel title="Statements and their reasons" count={answer.Statements.length}>
        <ol className="divide-y divide-line">
          {answer.Statements.map((statement) => (
            <StatementItem key={statement.Sid} statement={statement} documents={Documents.length} />
          ))}
        </ol>
      </Panel>
      {Tolerance.length > 0 ? (
        <Panel
          title="Additional access"
          count={Tolerance.length}
          description="Entries that match more resources than were used. Choose “Each resource” to merge nothing."
          flush
        >
          <SmallTable
            label="Additional access"
            rows={Tolerance}
            rowKey={({ Statement: number, Entry }) => `${number} ${Entry}`}
            columns={[
              { header: 'Entry', mono: true, breaks: true, cell: ({ Entry }) => Entry },
              { header: 'Statement', cell: ({ Statement: number }) => answer.Statements[number]?.Sid },
              { header: 'Why', wide: true, cell: ({ Cause }) => CAUSES[Cause] },
              { header: 'Actions', align: 'end', cell: ({ Actions }) => Actions.toLocaleString('en') },
              { header: 'Resources used', align: 'end', cell: ({ Seen }) => Seen.toLocaleString('en') },
            ]}
          />
        </Panel>
      ) : null}
      <LeftOutPanel calls={LeftOut} more={LeftOutMore} />
      <Panel
        title="Compared with current policies"
        description={answer.Today.map(({ Name, Group }) => (Group === undefined ? Name : `${Name} (group ${Group})`)).join(', ')}
      >
        <PolicyDiff
          kind="identity"
          before={inOne(answer.Today.map(({ Document }) => Document))}
          after={inOne(Documents.map(({ Document }) => Document))}
          label="Differences from the current policies"
        />
      </Panel>
      {Documents.map(({ Document, Size }, number) => (
        <Panel
          key={Document}
          title={Documents.length === 1 ? 'Policy' : `Policy ${number + 1} of ${Documents.length}`}
          description={`${Size.toLocaleString('en')} of ${answer.SizeQuota.toLocaleString('en')} characters`}
          actions={<ButtonLink href={withSuggestion(paths.createPolicy, { document: Document })}>Create policy</ButtonLink>}
        >
          <CopyCode label="Policy document" what="policy document" language="json" code={Document} />
        </Panel>
      ))}
    </div>
  );
}

function emptyText({ Events, Denied, StartTime }: Answer): string {
  const since = new Date(StartTime).toLocaleDateString('en', { timeZone: 'UTC', dateStyle: 'long' });
  if (Events === 0) return `There is no event of this principal since ${since}.`;
  const denied = Denied > 0 ? `, ${Denied.toLocaleString('en')} of them denied` : '';
  return `No current policy of this principal allowed any of the ${plural(Events, 'event')} since ${since}${denied}.`;
}

/** Facts about the policy, in numbers. */
function Proof({ answer }: { answer: Answer }) {
  const [replacing, setReplacing] = useState(false);
  const { Events, Calls, Denied, StartTime, Since, Replayed, Allowed, Open, NotReplayed, Statements, Documents, Tolerance } =
    answer;
  const allowing = Statements.filter(({ Effect }) => Effect === 'Allow');
  const shown = allowing.filter(({ Proof: proof }) => proof === 'checked').length;
  const size = Documents.reduce((sum, { Size }) => sum + Size, 0);
  return (
    <Panel
      title="Checks"
      verdict
      actions={
        <Button variant="primary" onClick={() => setReplacing(true)}>
          Replace current policies…
        </Button>
      }
    >
      <KeyValue
        items={[
          {
            label: 'Read',
            value: (
              <>
                {plural(Events, 'event')} since <Time value={Since ?? StartTime} format="absolute" />
                {Since === undefined ? '' : ' (there are more)'}: {plural(Calls, 'different call')}
                {Denied > 0 ? `, ${Denied.toLocaleString('en')} denied` : ''}
              </>
            ),
          },
          {
            label: 'Recorded calls evaluated again',
            value: (
              <>
                <b className="font-semibold">
                  {Allowed.toLocaleString('en')} of {Replayed.toLocaleString('en')} allowed
                </b>
                {Open > 0 ? `, ${Open.toLocaleString('en')} need information that events don't contain` : ''}
                {NotReplayed > 0 ? `, ${NotReplayed.toLocaleString('en')} less frequent calls were not evaluated` : ''}
              </>
            ),
          },
          {
            label: 'No new access',
            value: (
              <>
                <b className="font-semibold">
                  {shown.toLocaleString('en')} of {plural(allowing.length, 'statement')} shown
                </b>
                {shown < allowing.length
                  ? `; the others are literal parts of current statements`
                  : 'to allow nothing beyond the current policies'}
              </>
            ),
          },
          {
            label: 'Additional access',
            value:
              Tolerance.length === 0
                ? 'Nothing'
                : `${plural(
                    Tolerance.reduce((sum, { Actions }) => sum + Actions, 0),
                    'action',
                  )} on ${plural(Tolerance.length, 'entry')} with a wildcard`,
          },
          {
            label: 'Size',
            value: `${plural(Documents.length, 'policy', 'policies')}, ${size.toLocaleString('en')} characters`,
          },
        ]}
      />
      {replacing ? <ReplaceDialog answer={answer} onClose={() => setReplacing(false)} /> : null}
    </Panel>
  );
}

const FORMS = { merged: 'Resources merged', literal: 'Resources as used', today: 'Resources as in current policies' } as const;

function StatementItem({ statement, documents }: { statement: Statement; documents: number }) {
  const { Sid, Effect, Document, Form, Calls, LastTime, Examples, From, Proof: proof } = statement;
  const from = From.map(({ PolicyName, Statement: number }) => `${PolicyName} (statement ${number + 1})`);
  return (
    <li className="space-y-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="break-words font-medium">{Sid}</h3>
        <Badge tone={Effect === 'Deny' ? 'deny' : 'allow'}>{Effect}</Badge>
        {Effect === 'Allow' ? <Badge>{FORMS[Form]}</Badge> : null}
        {documents > 1 ? <Badge>Policy {Document + 1}</Badge> : null}
      </div>
      {Effect === 'Deny' ? (
        <p className="text-ink-2">Actions that current policies deny stay denied: {from.join(', ')}.</p>
      ) : (
        <p className="text-ink-2">
          Because of {plural(Calls, 'call')}, the last <Time value={LastTime} format="absolute" />, which {from.join(', ')}{' '}
          allowed
          {proof === 'part' ? ', of which it is a literal part' : ''}.
        </p>
      )}
      <CopyCode label={`Statement ${Sid}`} what={`statement ${Sid}`} language="json" code={statement.Statement} maxHeight={280} />
      {Examples.length > 0 ? (
        <ExpandableSection title="For example">
          <ul className="space-y-1">
            {Examples.map((call) => (
              <CallItem key={`${call.Action} ${call.Resource} ${call.LastTime}`} call={call} />
            ))}
          </ul>
        </ExpandableSection>
      ) : null}
    </li>
  );
}

function CallItem({ call: { Action, Resource, Count, EventIds } }: { call: Call }) {
  return (
    <li className="[overflow-wrap:anywhere]">
      <span className="font-mono text-sm">
        {Action} on {Resource}
      </span>{' '}
      <span className="text-ink-2">{Count === 1 ? 'once' : `${Count.toLocaleString('en')} times`}:</span>{' '}
      <EventLinks call={`${Action} on ${Resource}`} ids={EventIds} />
    </li>
  );
}

function EventLinks({ call, ids }: { call: string; ids: readonly string[] }) {
  return ids.map((id, number) => (
    <span key={id}>
      {number > 0 ? ', ' : ''}
      <TextLink inline href={paths.event(id)} aria-label={`Event ${number + 1} of ${call}`}>
        event {number + 1}
      </TextLink>
    </span>
  ));
}

const CAUSES = {
  prefix: 'More than five resources with a common prefix',
  type: 'More than five resources without a common prefix: all resources of the type in the account',
  region: 'Used in more than two Regions',
  asked: 'The calls were for all resources',
  random: 'AWS generates this part of the name at random',
  today: 'As in the current statement. Other entries would allow more or be very long',
} as const;

const REASONS: Readonly<Record<LeftOutReason, string>> = {
  denied: 'A statement of the current policies now denies it',
  resourcePolicy: 'The resource policy allows it, but no policy of this principal does',
  changed: 'The current policies no longer allow it',
  probe: 'Only used to check whether an object exists. Without it, the response is 403 instead of 404',
};

function LeftOutPanel({ calls, more }: { calls: Answer['LeftOut']; more: number }) {
  if (calls.length === 0) return null;
  return (
    <Panel
      title="Left out"
      count={calls.length + more}
      description={more > 0 ? `The first ${calls.length.toLocaleString('en')} of them.` : undefined}
      flush
    >
      <SmallTable
        label="Left out"
        rows={calls}
        rowKey={({ Action, Resource }, number) => `${Action} ${Resource} ${number}`}
        columns={[
          { header: 'Action', mono: true, cell: ({ Action }) => Action },
          { header: 'Resource', mono: true, breaks: true, cell: ({ Resource }) => Resource },
          { header: 'Why', wide: true, cell: ({ Reason }) => REASONS[Reason] },
          { header: 'Calls', align: 'end', cell: ({ Count }) => Count.toLocaleString('en') },
          {
            header: 'Events',
            cell: ({ Action, Resource, EventIds }) => <EventLinks call={`${Action} on ${Resource}`} ids={EventIds} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Joins several documents, to compare them as a whole. */
function inOne(documents: readonly string[]): string {
  const Statement = documents.flatMap((document) => [JSON.parse(document).Statement].flat());
  return JSON.stringify({ Version: '2012-10-17', Statement }, null, 2);
}
