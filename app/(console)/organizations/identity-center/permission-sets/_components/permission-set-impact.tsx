'use client';

import { keepPreviousData } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { LevelActions } from '@/app/(console)/_client/policies/what-changes';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { asSentence } from '@/components/console/page/as-sentence';
import { ReadBox } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { TablePagination } from '@/components/console/table/table-pagination';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { PREVIEW_RESULTS, type PreviewResult } from '@/lib/access/permission-set-preview/limits';
import type { PermissionSetPreview, PreviewRow } from '@/lib/access/permission-set-preview/operations';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { storedJson } from '@/lib/core/text/stored-json';
import { type PreviewQuestion, permissionSetPreviewQuery } from '../../queries';
import { AccountImpact } from './account-impact';
import { ResultWord } from './result-word';

const BrokenTests = dynamic(() => import('@/app/(console)/_client/policies/broken-tests').then((module) => module.BrokenTests));

type Draft = NonNullable<PreviewQuestion['Draft']>;

type PermissionSetImpactProps = {
  id: string;
  /** The parts that are not saved. Null while they are invalid or unchanged. */
  draft: Draft | null;
  /** The reason why there is nothing to compare. */
  waiting?: string;
  className?: string;
};

/** The pause in typing after which the impact is read. */
const TYPING_MS = 600;

/** Renders the impact of a draft on all accounts that have the permission set, while it is written. */
export function PermissionSetImpact({ id, draft, waiting = '', className }: PermissionSetImpactProps) {
  const settled = useSettled(draft === null ? null : JSON.stringify(draft), TYPING_MS);
  return settled === null || draft === null ? (
    <Panel flush title="Impact" className={className}>
      <p className="px-4 py-3 text-ink-2">{asSentence(waiting === '' ? 'Comparing' : waiting)}</p>
    </Panel>
  ) : (
    <Impact id={id} draft={storedJson<Draft>(settled)} isCurrent={settled === JSON.stringify(draft)} className={className} />
  );
}

type ImpactProps = {
  id: string;
  /** The parts that are not saved. Absent: the saved definition is compared. */
  draft?: Draft;
  isCurrent?: boolean;
  className?: string;
};

const PAGE_SIZE = 25;

/** Renders the impact of provisioning on all accounts that have the permission set, and the access tests that it would break. */
export function Impact({ id, draft, isCurrent = true, className }: ImpactProps) {
  const [result, setResult] = useState<PreviewResult | null>(null);
  const [page, setPage] = useState(1);
  const [chosen, setChosen] = useState<string | null>(null);
  const question = { PermissionSetId: id, ...(draft && { Draft: draft }) };
  const read = useRead({
    ...permissionSetPreviewQuery({
      ...question,
      ...(result && { Result: result }),
      ...(page > 1 && { Page: page }),
      PageSize: PAGE_SIZE,
    }),
    placeholderData: keepPreviousData,
  });
  const current = isCurrent && !read.stale && !read.fetching;
  const shown = read.data?.Rows.some(({ Id }) => Id === chosen) ? chosen : null;
  return (
    <div className={classNames('space-y-4', className)}>
      <BrokenTests change={{ Kind: 'permission-set', ...question }} />
      <Panel
        flush
        title="Impact"
        actions={
          <span role="status" className="py-1 text-ink-3 text-xs tabular-nums">
            {current && read.data
              ? `in ${Math.max(1, Math.round(read.data.Milliseconds)).toLocaleString('en')} ms`
              : 'Comparing…'}
          </span>
        }
      >
        <ReadBox read={read} what="the impact of this change">
          {(preview) => (
            <div className={current ? undefined : 'opacity-60'}>
              <Figures
                preview={preview}
                chosen={result}
                onChoose={(next) => {
                  setResult(next === result ? null : next);
                  setPage(1);
                }}
              />
              <Sentence preview={preview} />
              {preview.Rows.length === 0 ? null : (
                <Accounts rows={preview.Rows} chosen={shown} onChoose={(next) => setChosen(next === shown ? null : next)} />
              )}
              {preview.Matches > PAGE_SIZE ? (
                <div className="flex justify-end px-3 py-2">
                  <TablePagination
                    label="Account"
                    page={preview.Page}
                    pageCount={Math.ceil(preview.Matches / PAGE_SIZE)}
                    onPageChange={setPage}
                  />
                </div>
              ) : null}
              {shown === null ? null : <AccountImpact key={shown} question={{ ...question, AccountId: shown }} />}
            </div>
          )}
        </ReadBox>
      </Panel>
    </div>
  );
}

const WORDS: Readonly<Record<PreviewResult, string>> = {
  fails: 'fail',
  both: 'mixed',
  narrower: 'less access',
  wider: 'more access',
  undecided: 'undecided',
  equal: 'unchanged',
};

type FiguresProps = {
  preview: Json<PermissionSetPreview>;
  chosen: PreviewResult | null;
  onChoose: (result: PreviewResult) => void;
};

/** The number of accounts by result. Each narrows the table. */
function Figures({ preview: { Results }, chosen, onChoose }: FiguresProps) {
  return (
    <fieldset className="flex flex-wrap divide-x divide-line border-line border-b">
      <legend className="sr-only">Accounts by result</legend>
      {PREVIEW_RESULTS.filter((result) => Results[result] > 0 || result === 'equal' || result === chosen).map((result) => (
        <button
          key={result}
          type="button"
          aria-pressed={chosen === result}
          disabled={Results[result] === 0 && chosen !== result}
          onClick={() => onChoose(result)}
          className={classNames(
            'flex-1 px-4 py-2 text-left enabled:hover:bg-surface-2 focus-visible:outline-2 focus-visible:outline-focus',
            chosen === result && 'bg-accent-soft',
          )}
        >
          <span className="block font-semibold text-xl tabular-nums">{Results[result].toLocaleString('en')}</span>
          <span className="block whitespace-nowrap text-ink-2 text-sm">{WORDS[result]}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Sentence({ preview: { Accounts: accounts, People, Results, Hidden } }: { preview: Json<PermissionSetPreview> }) {
  const changed = Results.wider + Results.narrower + Results.both + Results.undecided;
  return (
    <p className="border-line border-b px-4 py-2 text-ink-2 text-sm">
      {accounts === 0 && Hidden === 0
        ? "No account has this permission set, so nobody's access changes."
        : changed === 0
          ? `The roles in ${plural(accounts, 'account')} allow the same as before.`
          : `Access changes in ${plural(changed, 'account')} for ${plural(People, 'person', 'people')}.`}
      {Hidden > 0
        ? ` You don't have permission to compare access in ${plural(Hidden, accounts === 0 ? 'account' : 'more account')}.`
        : ''}
    </p>
  );
}

type AccountsProps = { rows: readonly Json<PreviewRow>[]; chosen: string | null; onChoose: (id: string) => void };

function Accounts({ rows, chosen, onChoose }: AccountsProps) {
  return (
    <SmallTable
      label="Impact by account"
      rows={rows}
      rowKey={({ Id }) => Id}
      isSelected={({ Id }) => Id === chosen}
      columns={[
        {
          header: 'Account',
          breaks: true,
          cell: ({ Id, Name }) => (
            <Button
              variant="link"
              aria-expanded={Id === chosen}
              onClick={() => onChoose(Id)}
              className="text-left [overflow-wrap:anywhere]"
            >
              {Name}
            </Button>
          ),
        },
        { header: 'Result', cell: ({ Result }) => <ResultWord result={Result} /> },
        { header: 'People', align: 'end', cell: ({ People }) => People.toLocaleString('en') },
        { header: 'Actions', align: 'end', cell: (row) => <LevelActions row={row} /> },
      ]}
    />
  );
}
