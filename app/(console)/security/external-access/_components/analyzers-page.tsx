'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteAnalyzer } from '../actions';
import { analyzersQuery } from '../queries';
import { TYPE_WORDS } from './words';

const CreateAnalyzerDialog = dynamic(() => import('./create-analyzer-dialog').then((module) => module.CreateAnalyzerDialog), {
  ssr: false,
});

/** Lists the account's analyzers in the selected Region. */
export function AnalyzersPage() {
  const read = useRead(analyzersQuery);
  const missing = useMissing();
  const missingToCreate = missing('access-analyzer:CreateAnalyzer');
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  return (
    <>
      <PageHeader
        title="External access"
        info={<HelpLink />}
        description={
          <>
            See who outside of this account can reach its resources. Analyzers show programs the same findings as{' '}
            <TextLink inline href={paths.posture({ filter: 'public' })}>
              Posture
            </TextLink>
            , one for each resource. For unused access, see{' '}
            <TextLink inline href={paths.unusedAccess}>
              Unused access
            </TextLink>
            .
          </>
        }
        actions={
          <Button variant="primary" disabledReason={missingToCreate} onClick={() => setCreating(true)}>
            Create analyzer
          </Button>
        }
      />
      <TablePanel
        title="Analyzers"
        what="the analyzers"
        rows={read.error ? undefined : read.data?.analyzers}
        read={read}
        rowKey={({ name }) => name}
        columns={[
          { header: 'Name', cell: ({ name }) => <TextLink href={paths.analyzer(name)}>{name}</TextLink> },
          { header: 'Finds', cell: ({ type }) => TYPE_WORDS[type] },
          {
            header: 'Unused for',
            cell: ({ configuration }) => (configuration ? `${configuration.unusedAccess.unusedAccessAge} days` : '–'),
          },
          {
            header: 'Status',
            cell: ({ status }) => <StatusIndicator state={status} />,
          },
          { header: 'Created', cell: ({ createdAt }) => <Time value={createdAt} /> },
          {
            header: 'Actions',
            cell: ({ name }) => (
              <Button
                size="sm"
                variant="danger"
                aria-label={`Delete ${name}`}
                disabledReason={missing('access-analyzer:DeleteAnalyzer')}
                onClick={() => setDeleting(name)}
              >
                Delete
              </Button>
            ),
          },
        ]}
        empty={{
          title: 'No analyzers',
          description:
            'An analyzer monitors the account or the organization and stores its findings until you resolve or archive them. Create one to get findings.',
          action: (
            <Button disabledReason={missingToCreate} onClick={() => setCreating(true)}>
              Create analyzer
            </Button>
          ),
        }}
      />
      {creating ? <CreateAnalyzerDialog onClose={() => setCreating(false)} /> : null}
      {deleting === undefined ? null : (
        <ConfirmDialog
          title={`Delete ${deleting}?`}
          action={deleteAnalyzer}
          input={{ analyzerName: deleting }}
          success={`The analyzer ${deleting} was deleted.`}
          onClose={() => setDeleting(undefined)}
        >
          <p>Its findings and archive rules are deleted too. A new analyzer finds archived findings again.</p>
        </ConfirmDialog>
      )}
      <HelpPanel title="External access">
        <p>
          As in AWS, an account can have one analyzer of each type in a Region. Analyzers of an organization are created by its
          management account or by the delegated administrator for IAM Access Analyzer.
        </p>
        <p>Findings are calculated when you view them, so recent policy changes are included.</p>
      </HelpPanel>
    </>
  );
}
