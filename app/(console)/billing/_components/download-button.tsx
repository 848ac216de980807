'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { useFlash } from '@/components/console/shell/flashbar';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { fetchBillCsv } from '../queries';

/** Downloads all lines of a bill by day, with the columns of a Cost and Usage Report. */
export function DownloadButton({ month, payer, account }: { month: string; payer: string; account: string | undefined }) {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const download = async () => {
    setRunning(true);
    const parts: string[] = [];
    let NextToken: string | undefined;
    do {
      const part = await fetchBillCsv({ Month: month, PayerId: payer, AccountId: account, NextToken }).catch(() => null);
      if (!part?.ok) {
        setRunning(false);
        return part
          ? flash.error(part.error)
          : flash.warning('The bill could not be downloaded because the server could not be reached.');
      }
      parts.push(part.data.Csv);
      NextToken = part.data.NextToken;
    } while (NextToken !== undefined);
    setRunning(false);
    downloadText(`bill-${month}${account === undefined ? '' : `-${account}`}.csv`, parts.join(''), 'text/csv;charset=utf-8');
  };
  return (
    <Button loading={running} onClick={() => void download()}>
      <Download aria-hidden size={14} />
      Download CSV
    </Button>
  );
}
