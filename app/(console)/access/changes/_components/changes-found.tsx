'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { undecidedReason, VerdictWord } from '@/app/(console)/_client/access-verdict';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { SmallTable } from '@/components/console/table/small-table';
import { Badge } from '@/components/ui/badge';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { ROWS_AT_ONCE } from '@/lib/access/changes/limits';
import type { PrincipalChange, ServiceChange } from '@/lib/access/changes/operations';
import { plural } from '@/lib/core/text/plural';
import { accessChangesQuery, type ChangeVerdict, type Moments, type Sought } from '../queries';
import { CallLink } from './call-link';
import { ChangeOfOne } from './change-of-one';
import { EffectivePoliciesChanged } from './effective-policies-changed';
import { IdentityCenterChanged } from './identity-center-changed';
import { PageButtons } from './page-buttons';
import { PeopleChanged } from './people-changed';
import { PoliciesChanged } from './policies-changed';

type Asked = {
  account?: string | null;
  search?: string | null;
  verdict?: ChangeVerdict | null;
  principal?: string | null;
  page?: number | null;
};
type ChangesFoundProps = {
  moments: Moments;
  sought: Sought;
  principal: string | null;
  page: number;
  onAsk: (next: Asked) => void;
};

const EVERY = 'every';
const VERDICTS = ['wider', 'narrower', 'both', 'undecided'] as const;

/** Lists all principals whose access changed between two times, those with the most gained actions first. */
export function ChangesFound({ moments, sought, principal, page, onAsk }: ChangesFoundProps) {
  const { account } = sought;
  const isSought = Boolean(sought.search) || sought.verdict !== undefined;
  const read = useRead({ ...accessChangesQuery(moments, sought, page), placeholderData: keepPreviousData });
  const { data } = read;
  if (read.error) return <ReadError read={read} what="access changes" />;
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
        <span>{Total === 1 ? '1 user or role changed' : `${Total.toLocaleString('en')} users and roles changed`}</span>
        <span>{number(Gain)} gained access</span>
        <span>{number(Lose)} lost access</span>
        <span>
          {number(Policies)} {Policies === 1 ? 'changed resource or trust policy' : 'changed resource and trust policies'}
        </span>
        {By ? null : (
          <span>
            {number(Calls)}
            {MoreCalls ? ' or more' : ''} calls in between affect access
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="User or role" className="w-full sm:w-64">
          <Search
            value={sought.search ?? ''}
            onSearch={(search) => onAsk({ search: search || null, principal: null, page: null })}
          />
        </Field>
        <Field label="Verdict" className="w-full sm:w-44">
          <Select
            value={sought.verdict ?? EVERY}
            onValueChange={(value) =>
              onAsk({ verdict: VERDICTS.find((each) => each === value) ?? null, principal: null, page: null })
            }
            options={[
              { value: EVERY, label: 'All changes' },
              ...VERDICTS.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) })),
            ]}
          />
        </Field>
        {Accounts.length > 1 || account ? (
          <Field label="Account" className="w-full sm:w-72">
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
      </div>
      {Total === 0 ? (
        <Panel>
          {isSought ? (
            <EmptyState title="No matches" description="Search for another part of the ARN, or choose all changes." />
          ) : Policies === 0 ? (
            <EmptyState
              title="No access changes"
              description="The policies, groups, boundaries and guardrails of users and roles, the resource policies and the trust policies are the same at both times."
            />
          ) : (
            <EmptyState
              title="No access changes for users and roles"
              description="Their policies, groups, boundaries and guardrails are the same at both times. Changes in resource policies and trust policies are listed below."
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
                Choose a user or role to see its actions and the calls that changed them.
              </p>
            )
          }
        >
          <Panel title="Users and roles" flush>
            <SmallTable
              label="Access changes"
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
                { header: 'Changes', wide: true, cell: (row) => <What row={row} /> },
                { header: 'By', wide: true, cell: (row) => <CallsAbout row={row} /> },
              ]}
            />
          </Panel>
          {last > 1 ? (
            <div className="mt-3">
              <PageButtons
                label="Pages of users and roles"
                page={page}
                last={last}
                onPage={(next) => onAsk({ page: next, principal: null })}
              />
            </div>
          ) : null}
        </SplitLayout>
      )}
      <PeopleChanged moments={moments} sought={sought} />
      {Policies > 0 ? <PoliciesChanged moments={moments} account={account} /> : null}
      <IdentityCenterChanged moments={moments} account={account} />
      <EffectivePoliciesChanged moments={moments} account={account} />
    </div>
  );
}

const KINDS = { changed: null, added: 'New', removed: 'Gone' } as const;

function Who({ row, isOpen, onOpen }: { row: PrincipalChange; isOpen: boolean; onOpen: () => void }) {
  const kind = KINDS[row.Kind];
  return (
    <>
      <span className="mb-1 block">
        <VerdictWord verdict={row.Verdict} />
        {kind ? <Badge className="ml-1.5">{kind}</Badge> : null}
      </span>
      <button
        type="button"
        aria-pressed={isOpen}
        onClick={onOpen}
        className={`text-left hover:underline ${isOpen ? 'font-semibold text-ink' : 'text-accent'}`}
      >
        {row.Arn.slice(row.Arn.lastIndexOf(':') + 1)}
      </button>
      <span className="block text-ink-3 text-xs">{row.AccountId}</span>
    </>
  );
}

function What({ row }: { row: PrincipalChange }) {
  return (
    <>
      <Services row={row} of="Gained" />
      <Services row={row} of="Lost" />
      {row.Verdict === 'undecided' ? <p className="text-ink-2">{undecidedReason(row.Reason)}</p> : null}
    </>
  );
}

const WORDS = { Gained: 'More: ', Lost: 'Less: ' } as const;

function Services({ row, of }: { row: PrincipalChange; of: 'Gained' | 'Lost' }) {
  const some = row.Services.filter((service) => service[of] > 0);
  const all = of === 'Gained' ? row.Gained + row.Widened : row.Lost + row.Narrowed;
  if (all === 0) return null;
  // A row lists the services with most changes, and gained actions can be in others.
  const isMore = all > some.reduce((sum, service) => sum + service[of], 0);
  const words = some.map((service: ServiceChange) => `${service.Service} ${service[of].toLocaleString('en')}`);
  return (
    <p>
      <span className="text-ink-2">{WORDS[of]}</span>
      {[...words, ...(isMore ? ['others'] : [])].join(', ')}
    </p>
  );
}

function CallsAbout({ row: { Calls, MoreCalls, UntriedCalls } }: { row: PrincipalChange }) {
  if (Calls.length + UntriedCalls === 0) return <span className="text-ink-3">No call recorded</span>;
  return (
    <ul className="space-y-1">
      {Calls.map((call) => (
        <li key={call.EventId}>
          <CallLink call={call} />
        </li>
      ))}
      {MoreCalls > 0 ? <li className="text-ink-2">and {MoreCalls.toLocaleString('en')} more</li> : null}
      {UntriedCalls > 0 ? <li className="text-ink-2">{plural(UntriedCalls, 'call')} about it not analyzed</li> : null}
    </ul>
  );
}

/** The pause in typing before a search. */
const TYPING_MS = 300;

/** A field that searches when the user pauses. */
function Search({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const ask = useEffectEvent(onSearch);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => ask(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return <Input type="search" placeholder="Part of the ARN" value={text} onChange={({ target }) => setText(target.value)} />;
}
