'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { CopyText } from '@/components/console/page/copy-text';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { removeAudience } from '../actions';

// What is not in sight at first comes when it is opened.
const AddAudienceDialog = dynamic(() => import('./add-audience-dialog').then((module) => module.AddAudienceDialog));

type AudiencesPanelProps = { arn: string; audiences: readonly string[] };

/** Whom a provider's tokens may be for. */
export function AudiencesPanel({ arn, audiences }: AudiencesPanelProps) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string>();
  return (
    <TablePanel
      title="Audiences"
      description="Also called client IDs. A token says in its claim aud whom it is for; one that is for nobody listed here is refused."
      rows={audiences}
      rowKey={(audience) => audience}
      empty={{ title: 'No audiences', description: 'Every token is refused until there is one.' }}
      columns={[
        { header: 'Audience', wide: true, cell: (audience) => <CopyText text={audience} what="audience" mono /> },
        {
          header: 'Actions',
          actions: true,
          cell: (audience) => (
            <Button size="sm" aria-label={`Remove audience ${audience}`} onClick={() => setRemoving(audience)}>
              Remove
            </Button>
          ),
        },
      ]}
      actions={<Button onClick={() => setAdding(true)}>Add audience</Button>}
    >
      {adding ? <AddAudienceDialog arn={arn} onClose={() => setAdding(false)} /> : null}
      {removing !== undefined ? (
        <ConfirmDialog
          title="Remove this audience?"
          confirmLabel="Remove"
          action={removeAudience}
          input={{ OpenIDConnectProviderArn: arn, ClientID: removing }}
          success={`Audience ${removing} was removed.`}
          onClose={() => setRemoving(undefined)}
        >
          Tokens for <code className="break-all font-mono text-sm">{removing}</code> are refused from then on, whatever role they
          are for. Sessions that have begun go on until they end.
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}
