'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { saveSnapshot } from '@/app/(console)/settings/actions';
import { snapshotsQuery } from '@/app/(console)/settings/queries';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { ChangesFound } from './changes-found';

const QUESTION = {
  from: parseAsString,
  to: parseAsString,
  account: parseAsString,
  principal: parseAsString,
  page: parseAsInteger.withDefault(1),
};

const NOW = 'now';

/** Who may do more or less than at another moment, and by whose calls. The question is the page's address. */
export function ChangesPage() {
  const [asked, setAsked] = useQueryStates(QUESTION, { history: 'push' });
  const read = useRead(snapshotsQuery());
  const snapshots = read.data?.Snapshots ?? [];
  const from = asked.from ?? snapshots[0]?.Name ?? NOW;
  const to = asked.to ?? NOW;
  const moments = { From: from === NOW ? undefined : from, To: to === NOW ? undefined : to };
  const options = [
    { value: NOW, label: 'Now' },
    ...snapshots.map(({ Name, CreatedAt }) => ({ value: Name, label: `${Name}, ${utc(CreatedAt)}` })),
  ];
  const choose = (change: { from?: string; to?: string }) =>
    void setAsked({ ...change, account: null, principal: null, page: null });
  return (
    <>
      <PageHeader
        title="Who gained or lost what"
        crumb="Who gained what"
        description="Between two moments: whose access differs, in which services and actions, and the calls that made it so. Of the account that manages an organization: in all of its accounts."
        actions={<SaveNow />}
      />
      {read.error ? <ReadError read={read} what="the snapshots" /> : null}
      {!read.data && !read.error ? <Skeleton className="h-96" /> : null}
      {read.data && snapshots.length === 0 ? (
        <Panel>
          <EmptyState
            title="No earlier state is known"
            description="What everybody could do is kept by snapshots alone: the history tells what was called, not what was there. Save one now, and compare with it later."
          />
        </Panel>
      ) : null}
      {snapshots.length > 0 ? (
        <>
          <div className="mb-2 flex flex-wrap items-end gap-3">
            <Field label="From" className="w-full sm:w-80">
              <Select value={from} onValueChange={(value) => choose({ from: value })} options={options} />
            </Field>
            <Field label="To" className="w-full sm:w-80">
              <Select value={to} onValueChange={(value) => choose({ to: value })} options={options} />
            </Field>
          </div>
          <p className="mb-4 text-ink-2">
            Moments are snapshots and now: of anything between, the history tells what was called, but not what everybody could do
            then. Compared is what bears on users and roles themselves: their policies, groups, boundaries and guardrails. What
            the policy of a resource, or whom a role trusts, changed by itself is not in the list.
          </p>
          {from === to ? (
            <Panel>
              <EmptyState title="These are one moment" description="Choose another snapshot on one side." />
            </Panel>
          ) : (
            <ChangesFound
              key={`${from} ${to}`}
              moments={moments}
              account={asked.account ?? undefined}
              principal={asked.principal}
              page={asked.page}
              onAsk={(next) => void setAsked(next)}
            />
          )}
        </>
      ) : null}
    </>
  );
}

/** The same for every reader: an option is a line of text, and tells no zone by itself. */
const utc = (time: string) => `${time.slice(0, 16).replace('T', ' ')} UTC`;

/** A name that says when: snapshots are chosen by their names. */
function nameOfNow(): string {
  return `access-${new Date().toISOString().slice(0, 19).replaceAll(':', '.')}`;
}

function SaveNow() {
  const save = useOperation(saveSnapshot, {
    success: (_input, { Snapshot }) => ({ text: `Snapshot ${Snapshot.Name} was saved. Compare with it from now on.` }),
  });
  return (
    <Button loading={save.running} onClick={() => void save.run({ Name: nameOfNow() })}>
      Save a snapshot now
    </Button>
  );
}
