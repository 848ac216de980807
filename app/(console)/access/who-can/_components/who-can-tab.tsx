'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { ActionField } from '@/app/(console)/access/_components/action-field';
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
import { Answer } from '@/components/console/page/answer';
import { EmptyState } from '@/components/console/page/empty-state';
import { Button } from '@/components/ui/button';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { ReachField, toReach } from '../../reach-field';
import type { WhoQuestion } from '../queries';
import { WhoCanAnswer } from '../who-can-answer';

const QUESTION = { action: parseAsString, resource: parseAsString, owner: parseAsString, reach: parseAsString };

/**
 * Shows the principals that can do an action on a resource. The question is the page's address, with long parts in its fragment.
 */
export function WhoCanTab() {
  const given = useAskedFragment();
  if (given === null) return <Skeleton className="h-96" />;
  return <WhoCanForm key={JSON.stringify(given)} initial={fromAsked(given)} />;
}

function WhoCanForm({ initial }: { initial: Circumstances }) {
  const [asked, setAsked] = useQueryStates(QUESTION, { history: 'push' });
  const [circumstances, setCircumstances] = useState(initial);
  const [applied, setApplied] = useState(initial);
  const [action, setAction] = useText(asked.action);
  const [resource, setResource] = useState(asked.resource ?? '*');
  const [owner, setOwner] = useText(asked.owner);
  const [reach, setReach] = useState(toReach(asked.reach));
  const [times, setTimes] = useState(0);

  const ask = () => {
    setTimes(times + 1);
    const named = resource.trim() || '*';
    setApplied(circumstances);
    setFragment(circumstancesOf(circumstances));
    void setAsked({
      action: action.trim(),
      resource: named === '*' ? null : named,
      owner: ownerFor(named, owner) ?? null,
      reach: reach === 'organization' ? reach : null,
    });
  };
  const question: WhoQuestion | null = asked.action
    ? {
        Action: asked.action,
        Resource: asked.resource ?? '*',
        ResourceAccount: ownerFor(asked.resource ?? '*', asked.owner),
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
            <div className="min-w-0 flex-1 basis-60">
              <ActionField value={action} onChange={setAction} />
            </div>
            <ResourceFields
              resource={resource}
              owner={owner}
              hint="An ARN, or a pattern of ARNs. Enter * for an action without a resource."
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
          <Button type="submit" variant="primary" disabled={!/^[\w-]+:\w+$/.test(action.trim())}>
            Find principals
          </Button>
        </form>
      </Panel>
      {question ? (
        <Answer label="Answer" asked={`${times} ${JSON.stringify(question)}`}>
          <WhoCanAnswer key={JSON.stringify(question)} question={question} />
        </Answer>
      ) : (
        <Panel>
          <EmptyState
            title="Enter an action"
            description="The result lists every user, role and root user that can do it, with the roles and conditions that it depends on."
          />
        </Panel>
      )}
    </div>
  );
}
