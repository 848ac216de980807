'use client';

import { restoreSnapshot } from '@/app/(console)/settings/actions';
import { snapshotQuery } from '@/app/(console)/settings/queries';
import type { OpenedProps } from '@/components/console/kit/act';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Time } from '@/components/console/page/time';
import { useRouter } from '@/components/ui/navigation';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { RestoreOutcome } from '@/lib/snapshot/operations';

/** Shows the effect on each account, and restores after the name is typed. */
export function RestoreSnapshotDialog({ subject: name, onClose }: OpenedProps<string>) {
  const router = useRouter();
  const { data, error } = useRead({ ...snapshotQuery(name), staleTime: 0 });
  return (
    <ConfirmDialog
      title={`Restore snapshot ${name}?`}
      confirmLabel="Restore"
      typeToConfirm={name}
      action={restoreSnapshot}
      input={{ Name: name }}
      success={{ text: `Snapshot ${name} was restored.`, link: { href: paths.users, label: 'View users' } }}
      // The top bar can have another mode or alias afterwards.
      onDone={() => router.refresh()}
      onClose={onClose}
    >
      {error ? <ErrorBox error={error} /> : null}
      {!data && !error ? <Skeleton className="h-24" /> : null}
      {data ? (
        <>
          <p>
            All changes since <Time value={data.Snapshot.CreatedAt} format="absolute" /> are lost, unless another snapshot has
            them. The event history is kept, and sessions continue.
          </p>
          <Outcome outcome={data} />
        </>
      ) : null}
    </ConfirmDialog>
  );
}

const LEFT_OUT = {
  OUTSIDE_ORGANIZATION: 'has left the organization',
  EMAIL_IN_USE: 'another account now has its email address',
} as const;

function Outcome({ outcome }: { outcome: Json<RestoreOutcome> }) {
  const { RestoredAccounts, RemovedAccounts, ReleasedAccounts, LeftOutAccounts } = outcome;
  return (
    <div className="space-y-3">
      <AccountList title="Restored" accounts={RestoredAccounts} />
      <AccountList title="Deleted with all their resources, because they were created since" accounts={RemovedAccounts} danger />
      <AccountList
        title="Removed from the organization with all their resources, because they were invited since"
        accounts={ReleasedAccounts}
      />
      <AccountList
        title="Unchanged"
        accounts={LeftOutAccounts.map(({ Id, Name, Reason }) => ({ Id, Name: `${Name}, ${LEFT_OUT[Reason]}` }))}
      />
    </div>
  );
}

type AccountListProps = { title: string; accounts: readonly { Id: string; Name: string }[]; danger?: boolean };

function AccountList({ title, accounts, danger }: AccountListProps) {
  if (accounts.length === 0) return null;
  return (
    <section>
      <h3 className={danger ? 'font-medium text-deny' : 'font-medium'}>
        {title} <span className="font-normal text-ink-3">({accounts.length})</span>
      </h3>
      <ul className="mt-1 max-h-40 overflow-y-auto text-ink-2">
        {accounts
          .toSorted((one, other) => one.Name.localeCompare(other.Name))
          .map(({ Id, Name }) => (
            <li key={Id} className="break-words">
              {Name} <span className="font-mono text-sm">{Id}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
