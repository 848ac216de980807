'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { CopyText } from '@/components/console/page/copy-text';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { AddClientIDToOpenIDConnectProviderInput } from '@/lib/iam/oidc-provider/schema';
import { addAudience, removeAudience } from '../actions';

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

function AddAudienceDialog({ arn, onClose }: { arn: string; onClose: () => void }) {
  const { form, submission } = useOperationForm(addAudience, {
    defaultValues: { audience: '' },
    fields: { ClientID: 'audience' },
    toInput: ({ audience }) => ({ OpenIDConnectProviderArn: arn, ClientID: audience }),
    success: ({ ClientID }) => ({ text: `Audience ${ClientID} was added.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Add audience" submitLabel="Add audience" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="audience"
        label="Audience"
        hint="The client ID that the issuer gave to an app, or whatever its tokens name."
        problem={(text) => fieldProblem(AddClientIDToOpenIDConnectProviderInput.shape.ClientID, text)}
        mono
      />
    </FormDialog>
  );
}
