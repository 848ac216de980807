'use client';

import { useEffect, useRef } from 'react';
import type { OpenedProps } from '@/components/console/kit/act';
import { useFlash } from '@/components/console/shell/flashbar';
import { downloadText } from '@/components/ui/download-text';
import { fetchTagComplianceFile, type Reach } from '../queries';

/** Downloads the report of an account or organization once. It shows nothing but a failure. */
export function DownloadReport({ subject: reach, onClose }: OpenedProps<Reach>) {
  const flash = useFlash();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void fetchTagComplianceFile(reach).then((answer) => {
      if (answer.ok) downloadText(`tag-compliance-${reach}.csv`, answer.data.Csv, 'text/csv');
      else flash.error(answer.error, 'The report could not be downloaded.');
      onClose();
    });
  }, [flash, onClose, reach]);
  return null;
}
