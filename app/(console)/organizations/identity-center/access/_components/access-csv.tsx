'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { useFlash } from '@/components/console/shell/flashbar';
import { IconButton } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { type AccessQuestion, fetchAccessExport } from '../../queries';

/** Renders a button that downloads all rows that match, for all accounts, in as many files as they need. */
export function AccessCsv({ question }: { question: AccessQuestion }) {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const { Page: _, AccountPage: __, ...asked } = question;
  const download = async () => {
    setRunning(true);
    for (let Part = 1, more = true; more; Part++) {
      const answer = await fetchAccessExport({ ...asked, Part });
      if (!answer.ok) {
        flash.error(answer.error);
        break;
      }
      more = answer.data.More;
      const name = Part === 1 && !more ? 'effective-access' : `effective-access-${Part}`;
      downloadText(`${name}.csv`, answer.data.Content, 'text/csv;charset=utf-8');
    }
    setRunning(false);
  };
  return (
    <IconButton label="Download access as CSV" loading={running} onClick={() => void download()}>
      <Download aria-hidden size={16} />
    </IconButton>
  );
}
