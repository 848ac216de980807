'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button';
import { downloadText } from '../../ui/download-text';
import type { ConsoleError } from '../page/console-error';
import { useFlash } from '../shell/flashbar';
import type { ColumnDefinition } from './resource-table-types';
import { toCsv } from './to-csv';

/** Every row that meets the filter, in its order; or why they could not be read. */
export type AllRows<T> = { ok: true; rows: readonly T[] } | { ok: false; error: ConsoleError };

type CsvButtonProps<T> = {
  noun: string;
  columns: readonly ColumnDefinition<T>[];
  readAll: () => Promise<AllRows<T>>;
  /** Why there is nothing to download. */
  disabledReason?: string;
};

/** Downloads a list as a file for spreadsheets: all its rows and columns, whichever are in sight. */
export function CsvButton<T>({ noun, columns, readAll, disabledReason }: CsvButtonProps<T>) {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const download = async () => {
    setRunning(true);
    const all = await readAll();
    setRunning(false);
    if (!all.ok) return flash.error(all.error);
    downloadText(`${noun.replaceAll(' ', '_')}.csv`, toCsv(columns, all.rows), 'text/csv;charset=utf-8');
  };
  return (
    <IconButton
      label={`Download ${noun} as CSV`}
      loading={running}
      disabledReason={disabledReason}
      onClick={() => void download()}
    >
      <Download aria-hidden size={16} />
    </IconButton>
  );
}
