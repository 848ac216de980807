'use client';

import { confirmation, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { removeAudience } from '../actions';
import { oidcProviderQuery } from '../queries';

/** The audiences that a provider's tokens may name. */
export const Audiences = rowsPanel({
  title: 'Audiences',
  description:
    'Also called client IDs. A token names its audience in the aud claim. Tokens without one of these audiences are denied.',
  what: 'the audiences of this provider',
  query: oidcProviderQuery,
  rowsOf: ({ ClientIDList }) => ClientIDList,
  rowKey: (audience) => audience,
  rowName: (audience) => `audience ${audience}`,
  columns: [{ header: 'Audience', wide: true, cell: (audience) => <CopyText text={audience} what="audience" mono /> }],
  acts: [
    {
      label: 'Remove',
      opens: confirmation(({ row, owner }: RowOf<string, string>) => ({
        title: 'Remove this audience?',
        confirmLabel: 'Remove',
        action: removeAudience,
        input: { OpenIDConnectProviderArn: owner, ClientID: row },
        success: `Audience ${row} was removed.`,
        text: (
          <>
            Tokens for <code className="break-all font-mono text-sm">{row}</code> are then denied for every role. Existing
            sessions continue until they expire.
          </>
        ),
      })),
    },
  ],
  asButtons: true,
  create: { label: 'Add audience', opens: opened(() => import('./dialogs').then((module) => module.AddAudience)) },
  empty: () => ({ title: 'No audiences', description: 'All tokens are denied until you add one.' }),
});
