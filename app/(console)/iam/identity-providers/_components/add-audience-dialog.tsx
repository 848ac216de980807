'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { AddClientIDToOpenIDConnectProviderInput } from '@/lib/iam/oidc-provider/schema';
import { addAudience } from '../actions';

/** Asks for one audience more. */
export function AddAudienceDialog({ arn, onClose }: { arn: string; onClose: () => void }) {
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
