'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { SmallTable } from '@/components/console/table/small-table';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { ROWS_AT_ONCE } from '@/lib/access/changes/limits';
import type { PrincipalChange, ServiceChange } from '@/lib/access/changes/operations';
import { accessChangesQuery, type Moments } from '../queries';
import { CallLink } from './call-link';
import { ChangeOfOne } from './change-of-one';
import { PoliciesChanged } from './policies-changed';

type Asked = { account?: string | null; principal?: string | null; page?: number | null };
type ChangesFoundProps = {
  moments: Moments;
  account: string | undefined;
  principal: string | null;
  page: number;
  onAsk: (next: Asked) => void;
};

const EVERY = 'every';

/** Everybody whose access differs between two moments, those who gained most first. */
export function ChangesFound({ moments, account, principal, page, onAsk }: ChangesFoundProps) {
  const read = useRead(accessChangesQuery(moments, account, page));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="what changed" />;
  if (!data) return <Skeleton className="h-96" />;
  const { Total, Gain, Lose, Accounts, Rows, Calls, MoreCalls, By, Policies } = data;
  const number = (value: number) => <b className="font-semibold text-ink">{value.toLocaleString('en')}</b>;
  const last = Math.max(1, Math.ceil(Total / ROWS_AT_ONCE));
  return (
    <div className="space-y-4">
      {By ? (
        <p>
          By this call alone: <CallLink call={By} />
        </p>
      ) : null}
      <p role="status" className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2">
        <span>{number(Total)} users and roles differ</span>
        <span>{number(Gain)} gained something</span>
        <span>{number(Lose)} lost something</span>
        <span>
          {number(Policies)} {Policies === 1 ? 'policy of a resource or role differs' : 'policies of resources and roles differ'}
        </span>
        {By ? null : (
          <span>
            {number(Calls)}
            {MoreCalls ? ' or more' : ''} calls between bear on access
          </span>
        )}
      </p>
      {Accounts.length > 1 || account ? (
        <Field label="Account" className="w-full sm:w-80">
          <Select
            value={account ?? EVERY}
            onValueChange={(value) => onAsk({ account: value === EVERY ? null : value, principal: null, page: null })}
            options={[
              { value: EVERY, label: 'All accounts' },
              ...Accounts.map(({ Id, Name, Principals }) => ({
                value: Id,
                label: `${Name} (${Principals.toLocaleString('en')})`,
              })),
            ]}
          />
        </Field>
      ) : null}
      {Total === 0 ? (
        <Panel>
          {Policies === 0 ? (
            <EmptyState
              title="Nobody gained or lost anything"
              description="What bears on users and roles says the same at both moments: their policies, groups, boundaries and guardrails. So do the policies of resources, and whom roles trust."
            />
          ) : (
            <EmptyState
              title="Nothing differs that users and roles have themselves"
              description="Their policies, groups, boundaries and guardrails say the same at both moments. Who gained or lost something by policies of resources and roles follows."
            />
          )}
        </Panel>
      ) : (
        <SplitLayout
          asideFirst={principal !== null}
          aside={
            principal ? (
              <ChangeOfOne key={principal} moments={moments} principal={principal} onClose={() => onAsk({ principal: null })} />
            ) : (
              <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
                Choose a user or role to see its actions and every call about it.
              </p>
            )
          }
        >
          <Panel title="Users and roles" flush>
            <SmallTable
              label="Who gained or lost what"
              rows={Rows}
              rowKey={({ Arn }) => Arn}
              isSelected={({ Arn }) => Arn === principal}
              top
              columns={[
                {
                  header: 'Who',
                  breaks: true,
                  cell: (row) => <Who row={row} isOpen={row.Arn === principal} onOpen={() => onAsk({ principal: row.Arn })} />,
                },
                { header: 'Gained', wide: true, cell: (row) => <Services row={row} of="Gained" /> },
                { header: 'Lost', wide: true, cell: (row) => <Services row={row} of="Lost" /> },
                { header: 'By', wide: true, cell: (row) => <CallsAbout row={row} /> },
              ]}
            />
          </Panel>
          {last > 1 ? (
            <nav aria-label="Pages of users and roles" className="mt-3 flex items-center gap-3">
              <Button
                disabledReason={page <= 1 ? 'This is the first page' : undefined}
                onClick={() => onAsk({ page: page - 1, principal: null })}
              >
                Previous
              </Button>
              <span className="text-ink-2">
                Page {page.toLocaleString('en')} of {last.toLocaleString('en')}
              </span>
              <Button
                disabledReason={page >= last ? 'This is the last page' : undefined}
                onClick={() => onAsk({ page: page + 1, principal: null })}
              >
                Next
              </Button>
            </nav>
          ) : null}
        </SplitLayout>
      )}
      {Policies > 0 ? <PoliciesChanged moments={moments} account={account} /> : null}
    </div>
  );
}

const KINDS = { changed: null, added: 'New', removed: 'Gone' } as const;

function Who({ row, isOpen, onOpen }: { row: PrincipalChange; isOpen: boolean; onOpen: () => void }) {
  const kind = KINDS[row.Kind];
  return (
    <>
      <button
        type="button"
        aria-pressed={isOpen}
        onClick={onOpen}
        className={`text-left hover:underline ${isOpen ? 'font-semibold text-ink' : 'text-accent'}`}
      >
        {row.Arn.slice(row.Arn.lastIndexOf(':') + 1)}
      </button>
      {kind ? <Badge className="ml-2">{kind}</Badge> : null}
      <span className="block text-ink-3 text-xs">{row.AccountId}</span>
    </>
  );
}

function Services({ row, of }: { row: PrincipalChange; of: 'Gained' | 'Lost' }) {
  const some = row.Services.filter((service) => service[of] > 0);
  const all = of === 'Gained' ? row.Gained + row.Widened : row.Lost + row.Narrowed;
  // A row has the services with most changes of both kinds: what was gained may all be in others.
  const isMore = all > some.reduce((sum, service) => sum + service[of], 0);
  if (some.length === 0) return <span className="text-ink-3">{isMore ? 'See its actions' : 'Nothing'}</span>;
  const words = some.map((service: ServiceChange) => `${service.Service} ${service[of].toLocaleString('en')}`).join(', ');
  return <>{isMore ? `${words}, more` : words}</>;
}

function CallsAbout({ row: { Calls, MoreCalls } }: { row: PrincipalChange }) {
  if (Calls.length === 0) return <span className="text-ink-3">No call is recorded</span>;
  return (
    <ul className="space-y-1">
      {Calls.map((call) => (
        <li key={call.EventId}>
          <CallLink call={call} />
        </li>
      ))}
      {MoreCalls > 0 ? <li className="text-ink-2">and {MoreCalls.toLocaleString('en')} more</li> : null}
    </ul>
  );
}
