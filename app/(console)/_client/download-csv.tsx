'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';

type DownloadCsvProps = {
  fileName: string;
  /** The rows. All have the same columns. */
  rows: readonly Readonly<Record<string, string>>[];
  label?: string;
  primary?: boolean;
  onDownload?: () => void;
};

/**
 * Downloads rows as a file that the browser makes, because secrets in it are stored nowhere else. Cells are written as they are: text of
 * other authors needs `harmlessCell`.
 */
export function DownloadCsv({ fileName, rows, label = 'Download .csv file', primary = false, onDownload }: DownloadCsvProps) {
  const download = () => {
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
    downloadText(fileName, lines.map((cells) => `${cells.map(quote).join(',')}\r\n`).join(''), 'text/csv');
    onDownload?.();
  };
  return (
    <Button variant={primary ? 'primary' : 'normal'} onClick={download}>
      <Download aria-hidden size={14} />
      {label}
    </Button>
  );
}
