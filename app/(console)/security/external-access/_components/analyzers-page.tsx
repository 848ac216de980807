'use client';

import { confirmation, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { PageHeader } from '@/components/console/page/page-header';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteAnalyzer } from '../actions';
import { analyzersQuery } from '../queries';
import { TYPE_WORDS } from './words';

const Analyzers = rowsPanel({
  title: 'Analyzers',
  what: 'the analyzers',
  query: (_: null) => analyzersQuery,
  rowsOf: ({ analyzers }) => analyzers,
  rowKey: ({ name }) => name,
  columns: [
    { header: 'Name', cell: ({ name }) => <TextLink href={paths.analyzer(name)}>{name}</TextLink> },
    { header: 'Finds', cell: ({ type }) => TYPE_WORDS[type] },
    {
      header: 'Unused for',
      cell: ({ configuration }) => (configuration ? `${configuration.unusedAccess.unusedAccessAge} days` : '–'),
    },
    { header: 'Status', cell: ({ status }) => <StatusIndicator state={status} /> },
    { header: 'Created', cell: ({ createdAt }) => <Time value={createdAt} /> },
  ],
  asButtons: true,
  acts: [
    {
      label: 'Delete',
      look: 'danger',
      takes: 'access-analyzer:DeleteAnalyzer',
      opens: confirmation(({ row: { name } }: RowOf<{ name: string }, null>) => ({
        title: `Delete ${name}?`,
        action: deleteAnalyzer,
        input: { analyzerName: name },
        success: `The analyzer ${name} was deleted.`,
        text: <p>Its findings and archive rules are deleted too. A new analyzer finds archived findings again.</p>,
      })),
    },
  ],
  create: {
    label: 'Create analyzer',
    look: 'primary',
    takes: 'access-analyzer:CreateAnalyzer',
    opens: opened(() => import('./create-analyzer').then((module) => module.CreateAnalyzer)),
  },
  createInEmpty: true,
  empty: () => ({
    title: 'No analyzers',
    description:
      'An analyzer monitors the account or the organization and stores its findings until you resolve or archive them. Create one to get findings.',
  }),
});

/** Lists the account's analyzers in the selected Region. */
export function AnalyzersPage() {
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
      />
      <Analyzers owner={null} />
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
