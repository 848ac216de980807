'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button';
import { downloadText } from '../../ui/download-text';
import type { ConsoleError } from '../page/console-error';
import { useFlash } from '../shell/flashbar';
import type { ColumnDefinition } from './resource-table-types';
import { toCsv } from './to-csv';

/** All rows that match the filter, in the table's order, or the error of the read. */
export type AllRows<T> = { ok: true; rows: readonly T[] } | { ok: false; error: ConsoleError };

type CsvButtonProps<T> = {
  noun: string;
  columns: readonly ColumnDefinition<T>[];
  readAll: () => Promise<AllRows<T>>;
  /** The reason why there is nothing to download. */
  disabledReason?: string;
};

/** Renders a button that downloads a list as CSV, with all rows and columns, including hidden ones. */
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
