'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { MenuButton } from '@/components/ui/menu';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { paths } from '@/lib/console/paths';
import { deleteReport, updateReport } from '../actions';
import { type Report, reportsQuery } from '../queries';
import { addressOf } from './view-address';

const SaveDialog = dynamic(() => import('./save-dialog').then((module) => module.SaveDialog));
const ReportsDialog = dynamic(() => import('./reports-dialog').then((module) => module.ReportsDialog));

type ReportsMenuProps = { view: CostView; report: Report | undefined };

/** Opens, saves, changes and deletes named views. */
export function ReportsMenu({ view, report }: ReportsMenuProps) {
  const [open, setOpen] = useState<'reports' | 'save' | 'rename' | 'delete' | null>(null);
  const missing = useMissing();
  const { queryKey } = reportsQuery();
  const update = useOperation(updateReport, {
    invalidates: [queryKey],
    success: () => ({ text: `Report ${report?.Name} was saved.` }),
  });
  const close = () => setOpen(null);
  const isUnchanged = report !== undefined && JSON.stringify(addressOf(report.View)) === JSON.stringify(addressOf(view));
  return (
    <>
      <MenuButton
        label="Reports"
        loading={update.running}
        entries={[
          { label: 'Open report…', disabledReason: missing('ce:DescribeReport'), onSelect: () => setOpen('reports') },
          { label: 'Save as report…', disabledReason: missing('ce:CreateReport'), onSelect: () => setOpen('save') },
          ...(report
            ? [
                { type: 'separator' as const },
                {
                  label: 'Save changes',
                  disabledReason: isUnchanged ? 'The report has no changes' : missing('ce:UpdateReport'),
                  onSelect: () => void update.run({ ReportId: report.ReportId, View: view }),
                },
                { label: 'Rename…', disabledReason: missing('ce:UpdateReport'), onSelect: () => setOpen('rename' as const) },
                {
                  label: 'Delete…',
                  danger: true,
                  disabledReason: missing('ce:DeleteReport'),
                  onSelect: () => setOpen('delete' as const),
                },
              ]
            : []),
        ]}
      />
      {open === 'reports' ? <ReportsDialog onClose={close} /> : null}
      {open === 'save' ? <SaveDialog view={view} onClose={close} /> : null}
      {open === 'rename' && report ? <SaveDialog view={view} renamed={report} onClose={close} /> : null}
      {open === 'delete' && report ? (
        <ConfirmDialog
          title={`Delete report ${report.Name}?`}
          confirmLabel="Delete"
          action={deleteReport}
          input={{ ReportId: report.ReportId }}
          success={`Report ${report.Name} was deleted.`}
          goTo={paths.costExplorer(addressOf(view))}
          onClose={close}
        >
          <p>All users of this account lose the report. Costs and bills don't change.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
