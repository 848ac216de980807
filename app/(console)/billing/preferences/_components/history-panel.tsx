'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { Time } from '@/components/console/page/time';
import { useFlash } from '@/components/console/shell/flashbar';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { TablePanel } from '@/components/console/table/table-panel';
import { toCsv } from '@/components/console/table/to-csv';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { fetchHistory, type PreferencesChange, preferencesHistoryQuery } from '../queries';
import { differenceWords, settingWords } from './history-words';

type Line = Omit<PreferencesChange, 'Differences'> & PreferencesChange['Differences'][number];

const FILE_COLUMNS: ColumnDefinition<Line>[] = [
  { id: 'at', header: 'Changed at', value: ({ ChangedAt }) => ChangedAt },
  { id: 'by', header: 'Changed by', value: ({ ChangedBy }) => ChangedBy },
  { id: 'setting', header: 'Setting', value: ({ Setting }) => settingWords(Setting) },
  { id: 'account', header: 'Account ID', value: ({ AccountId }) => AccountId },
  { id: 'before', header: 'Before', value: ({ Before }) => Before },
  { id: 'after', header: 'After', value: ({ After }) => After },
];

/** Lists changes to preferences, with a download of all accounts. */
export function HistoryPanel({ nameOf }: { nameOf: (accountId: string) => string | undefined }) {
  const pages = usePages(preferencesHistoryQuery(), ({ Changes }) => Changes);
  return (
    <TablePanel
      title="History"
      what="the history of the preferences"
      description="The changes to the preferences, newest first. A change on the last day of a month applies to the whole bill of that month."
      rows={pages.rows}
      read={pages.read}
      rowKey={({ ChangedAt }) => ChangedAt}
      top
      actions={pages.rows?.length && !pages.read.error ? <DownloadHistory /> : null}
      columns={[
        { header: 'Changed', cell: ({ ChangedAt }) => <Time value={ChangedAt} /> },
        {
          header: 'By',
          cell: ({ ChangedBy }) => <span title={ChangedBy}>{ChangedBy.split(/[:/]/).at(-1)}</span>,
        },
        {
          header: 'What',
          wide: true,
          cell: ({ Differences, DifferenceCount }) => (
            <ul>
              {Differences.map((difference) => (
                <li key={`${difference.Setting} ${difference.AccountId}`}>
                  {differenceWords(difference, difference.AccountId && nameOf(difference.AccountId))}
                </li>
              ))}
              {DifferenceCount > Differences.length ? (
                <li className="text-ink-3">
                  and {(DifferenceCount - Differences.length).toLocaleString('en')} more. Download the file to see them.
                </li>
              ) : null}
              {DifferenceCount === 0 ? <li className="text-ink-3">Saved without changes</li> : null}
            </ul>
          ),
        },
      ]}
      empty={{
        title: 'No changes yet',
        description: 'Discounts and credits are shared with all accounts, which is the AWS default.',
      }}
    >
      {pages.hasMore ? (
        <p className="border-line border-t px-3 py-2">
          <MoreButton pages={pages} size="sm" />
        </p>
      ) : null}
    </TablePanel>
  );
}

function DownloadHistory() {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const download = async () => {
    setRunning(true);
    const lines: Line[] = [];
    let NextToken: string | undefined;
    do {
      const part = await fetchHistory({ MaxResults: 20, MaxDifferences: 50_000, NextToken }).catch(() => null);
      if (!part?.ok) {
        setRunning(false);
        return part
          ? flash.error(part.error)
          : flash.warning('The history could not be downloaded because the server could not be reached.');
      }
      for (const { Differences, ...change } of part.data.Changes)
        for (const difference of Differences) lines.push({ ...change, ...difference });
      NextToken = part.data.NextToken;
    } while (NextToken !== undefined);
    setRunning(false);
    downloadText('billing-preferences-history.csv', toCsv(FILE_COLUMNS, lines), 'text/csv;charset=utf-8');
  };
  return (
    <Button loading={running} onClick={() => void download()}>
      <Download aria-hidden size={14} />
      Download CSV
    </Button>
  );
}
