'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import {
  type Circumstances,
  CircumstancesFields,
  circumstancesOf,
  EVERY_REQUEST,
  fromAsked,
} from '@/app/(console)/access/_components/circumstances-fields';
import { ownerFor, ResourceFields } from '@/app/(console)/access/_components/resource-fields';
import { useAskedFragment } from '@/app/(console)/access/_components/use-asked-fragment';
import { setFragment } from '@/app/(console)/access/question-fragment';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox } from '@/components/console/page/error-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { VERDICT } from '@/components/ui/verdict-mark';
import { parseSubject } from '@/lib/access/subject-arn';
import { plural } from '@/lib/core/text/plural';
import { reachQuery } from '../../queries';
import { ReachField, toReach } from '../../reach-field';
import { SubjectChooser } from '../../subject-chooser';
import { type WhatQuestion, whatCanQuery } from '../queries';
import { WayPanel } from './way-panel';
import { WhatCanTable } from './what-can-table';

const QUESTION = { principal: parseAsString, resource: parseAsString, owner: parseAsString, reach: parseAsString };
const WITH_SERVICE = /^arn:[^:*?]+:[^:*?]+:/;

/**
 * Shows what a principal can do on a resource, directly and through roles. The question is the page's address, with long parts in
 * its fragment.
 */
export function WhatCanTab() {
  const given = useAskedFragment();
  if (given === null) return <Skeleton className="h-96" />;
  return <WhatCanForm key={JSON.stringify(given)} initial={fromAsked(given)} />;
}

function WhatCanForm({ initial }: { initial: Circumstances }) {
  const [asked, setAsked] = useQueryStates(QUESTION, { history: 'push' });
  const [circumstances, setCircumstances] = useState(initial);
  const [applied, setApplied] = useState(initial);
  const [principal, setPrincipal] = useState(asked.principal);
  const [resource, setResource] = useState(asked.resource ?? 'arn:aws:s3:::');
  const [owner, setOwner] = useText(asked.owner);
  const [reach, setReach] = useState(toReach(asked.reach));
  const [times, setTimes] = useState(0);

  const ask = () => {
    setTimes(times + 1);
    setApplied(circumstances);
    setFragment(circumstancesOf(circumstances));
    void setAsked({
      principal,
      resource: resource.trim(),
      owner: ownerFor(resource.trim(), owner) ?? null,
      reach: reach === 'organization' ? reach : null,
    });
  };
  const question: WhatQuestion | null =
    asked.principal && asked.resource && WITH_SERVICE.test(asked.resource)
      ? {
          PrincipalArn: asked.principal,
          Resource: asked.resource,
          ResourceAccount: ownerFor(asked.resource, asked.owner),
          Reach: toReach(asked.reach),
          ...circumstancesOf(applied),
        }
      : null;
  return (
    <div className="space-y-4">
      <Panel>
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
            <Field label="Principal" hint="A user or a role of this account." className="min-w-0 flex-1 basis-60">
              <SubjectChooser value={principal} onChange={setPrincipal} choosable="acting" placeholder="User or role" />
            </Field>
            <ResourceFields
              resource={resource}
              owner={owner}
              hint="An ARN with a service, or a pattern of ARNs."
              onResource={setResource}
              onOwner={setOwner}
            />
            <ReachField value={reach} onChange={setReach} />
          </div>
          <CircumstancesFields
            resource={resource}
            value={circumstances}
            onChange={setCircumstances}
            description={EVERY_REQUEST}
          />
          <Button type="submit" variant="primary" disabled={principal === null || !WITH_SERVICE.test(resource.trim())}>
            Find permissions
          </Button>
        </form>
      </Panel>
      {question ? (
        <Answer label="Answer" asked={`${times} ${JSON.stringify(question)}`}>
          <Found key={JSON.stringify(question)} question={question} />
        </Answer>
      ) : (
        <Panel>
          <EmptyState
            title="Enter a resource"
            description="The result lists every action that the principal can do on it, with the roles to assume."
          />
        </Panel>
      )}
    </div>
  );
}

function Found({ question }: { question: WhatQuestion }) {
  const read = useRead(whatCanQuery(question));
  const { data, error, refetch } = read;
  const [selected, setSelected] = useState<string | null>(null);
  const ownAccount = useRead(reachQuery()).data?.AccountId;
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-96" />;
  const way = data.Actions.find(({ Service, Name }) => `${Service}:${Name}` === selected);
  const name = parseSubject(question.PrincipalArn)?.name ?? question.PrincipalArn;
  return (
    <div className="space-y-4">
      <p role="status" {...VERDICT} className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2">
        <span>
          <b className="font-semibold text-ink">{plural(data.Actions.length, 'action')}</b> on the resource,{' '}
          {data.Actions.filter(({ Steps }) => Steps.length > 0).length.toLocaleString('en')} of them only through roles
        </span>
        <span className="text-ink-3">in {data.Milliseconds < 1 ? 'under 1' : Math.round(data.Milliseconds)} ms</span>
      </p>
      {data.Withheld > 0 ? (
        <Alert
          kind="info"
          title={
            data.Withheld === 1
              ? '1 more action is not shown'
              : `${data.Withheld.toLocaleString('en')} more actions are not shown`
          }
        >
          They require roles that you don't have permission to simulate.
        </Alert>
      ) : null}
      <SplitLayout
        asideFirst={way !== undefined}
        aside={
          way ? (
            <WayPanel
              start={{ Arn: question.PrincipalArn, Name: name }}
              question={{ ...question, Action: `${way.Service}:${way.Name}` }}
              way={way}
              ownAccount={ownAccount}
              onClose={() => setSelected(null)}
            />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Choose an action to see the path step by step.
            </p>
          )
        }
      >
        <WhatCanTable actions={data.Actions} selected={selected} onSelect={setSelected} read={read} />
      </SplitLayout>
    </div>
  );
}
