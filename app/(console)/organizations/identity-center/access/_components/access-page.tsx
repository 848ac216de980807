'use client';

import { keepPreviousData } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useQueryStates } from 'nuqs';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { TablePagination } from '@/components/console/table/table-pagination';
import { ButtonLink } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { accessMatrixQuery } from '../../queries';
import { GroupChoice, PermissionSetChoice, UnitChoice } from './access-choices';
import { AccessCsv } from './access-csv';
import { AccessDetails, type ChosenCell } from './access-details';
import { AccessGrid } from './access-grid';
import { ACCESS_PARSERS, toQuestion } from './access-url';

// Loaded when its tab is opened.
const AccessReview = dynamic(() => import('./access-review').then((module) => module.AccessReview), {
  loading: () => <Skeleton className="h-96" />,
});

const ROWS = [
  { value: 'USER', label: 'By person' },
  { value: 'GROUP', label: 'By group' },
] as const;

const TYPING_MS = 250;
const PAGE_SIZE = 25;
const ACCOUNTS = 8;

/** Renders who reaches which account with which permission set, and through which groups. */
export function AccessPage() {
  return <GatedPage title="Effective access">{(instance) => <Access {...instance} />}</GatedPage>;
}

function Access({ InstanceArn, IdentityStoreId }: { InstanceArn: string; IdentityStoreId: string }) {
  return (
    <>
      <PageHeader
        title="Effective access"
        breadcrumbs={[IDENTITY_CENTER]}
        description="See which people reach which account, with which permission set, and through which groups."
        actions={
          <ButtonLink variant="primary" href={paths.assignAccess}>
            Assign users or groups
          </ButtonLink>
        }
      />
      <UrlTabs
        label="Effective access"
        tabs={[
          { id: 'matrix', label: 'People and accounts', content: <Matrix IdentityStoreId={IdentityStoreId} /> },
          { id: 'review', label: 'Needs review', content: <AccessReview InstanceArn={InstanceArn} /> },
        ]}
      />
    </>
  );
}

function Matrix({ IdentityStoreId }: { IdentityStoreId: string }) {
  const [asked, setAsked] = useQueryStates(ACCESS_PARSERS, { history: 'push' });
  const [text, setText] = useState(asked.search);
  const search = useSettled(text, TYPING_MS);
  const [chosen, setChosen] = useState<ChosenCell | null>(null);
  const read = useRead({ ...accessMatrixQuery(toQuestion({ ...asked, search })), placeholderData: keepPreviousData });
  const ask = (change: Partial<typeof asked>) => {
    setChosen(null);
    void setAsked({ page: null, accounts: null, ...change });
  };
  return (
    <SplitLayout
      asideFirst
      slim
      aside={chosen ? <AccessDetails key={JSON.stringify(chosen)} cell={chosen} onClose={() => setChosen(null)} /> : <Legend />}
    >
      <Panel flush>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(11rem,100%),1fr))] gap-2 border-line border-b p-3">
          <SegmentedControl label="Rows" value={asked.by} onValueChange={(by) => ask({ by })} segments={ROWS} />
          <SearchInput
            aria-label="Find by name"
            placeholder="Find by name"
            value={text}
            onValueChange={(value) => {
              setText(value);
              ask({ search: value === '' ? undefined : value });
            }}
          />
          <GroupChoice IdentityStoreId={IdentityStoreId} value={asked.group} onChange={(group) => ask({ group })} />
          <PermissionSetChoice value={asked.set} onChange={(set) => ask({ set })} />
          <UnitChoice value={asked.unit} onChange={(unit) => ask({ unit })} />
        </div>
        <ReadBox read={read} what="the access of your organization">
          {(matrix) =>
            matrix.Rows.length === 0 ? (
              <EmptyState
                title={isNarrowed({ ...asked, search }) ? 'Nobody matches' : 'Nobody has access yet'}
                description={
                  isNarrowed({ ...asked, search })
                    ? 'No person or group with access meets these conditions.'
                    : 'Assign users or groups to an account with a permission set. Their access then appears here.'
                }
              />
            ) : (
              <>
                <div className="flex flex-wrap items-center justify-between gap-2 px-3 py-2 text-ink-2 text-sm">
                  <span>
                    {plural(matrix.Matches, asked.by === 'USER' ? 'person' : 'group', asked.by === 'USER' ? 'people' : undefined)}{' '}
                    with access to {plural(matrix.AccountMatches, 'account')}
                  </span>
                  <span className="flex items-center gap-2">
                    <AccessCsv question={toQuestion({ ...asked, search })} />
                    <TablePagination
                      label="Account"
                      page={matrix.AccountPage}
                      pageCount={Math.ceil(matrix.AccountMatches / ACCOUNTS)}
                      onPageChange={(accounts) => ask({ page: asked.page, accounts })}
                    />
                  </span>
                </div>
                <AccessGrid matrix={matrix} chosen={chosen} onChoose={setChosen} />
                <div className="flex justify-end px-3 py-2">
                  <TablePagination
                    label={asked.by === 'USER' ? 'People' : 'Group'}
                    page={matrix.Page}
                    pageCount={Math.ceil(matrix.Matches / PAGE_SIZE)}
                    onPageChange={(page) => ask({ page, accounts: asked.accounts })}
                  />
                </div>
              </>
            )
          }
        </ReadBox>
      </Panel>
    </SplitLayout>
  );
}

const isNarrowed = ({
  search,
  unit,
  group,
  set,
}: {
  search: string;
  unit: string | null;
  group: string | null;
  set: string | null;
}) => search !== '' || unit !== null || group !== null || set !== null;

function Legend() {
  return (
    <Panel title="How to read this table">
      <ul className="list-disc space-y-1 pl-5 text-ink-2">
        <li>Each entry is a permission set. Choose it to see how the person gets it, and the role in the account.</li>
        <li>An entry with a frame is assigned to the person directly. The others come through a group.</li>
        <li>×2 means that there are two ways to the same permission set: both must end to take it away.</li>
        <li>↻ means that the account has an older version of the permission set, or none yet.</li>
        <li>A struck-out entry belongs to a disabled user, who cannot sign in.</li>
      </ul>
    </Panel>
  );
}
