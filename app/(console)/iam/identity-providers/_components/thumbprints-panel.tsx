'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { CopyText } from '@/components/console/page/copy-text';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { updateThumbprints } from '../actions';
import { THUMBPRINTS_HINT, thumbprintsIn } from './oidc-fields';

type ThumbprintsPanelProps = { arn: string; thumbprints: readonly string[] };

/** By which AWS knows the issuer's server when it asks it for keys. */
export function ThumbprintsPanel({ arn, thumbprints }: ThumbprintsPanelProps) {
  const [editing, setEditing] = useState(false);
  return (
    <Panel
      title="Thumbprints"
      count={thumbprints.length}
      description="Of the certificate authority by which AWS knows the issuer’s server. Kept for your scripts: they decide nothing here, as no server is asked."
      actions={<Button onClick={() => setEditing(true)}>Edit thumbprints</Button>}
    >
      {thumbprints.length === 0 ? (
        <p className="text-ink-2">None. AWS would have fetched one when the provider was added.</p>
      ) : (
        <ul className="space-y-1.5">
          {thumbprints.map((thumbprint) => (
            <li key={thumbprint}>
              <CopyText text={thumbprint} what="thumbprint" mono />
            </li>
          ))}
        </ul>
      )}
      {editing ? <EditThumbprintsDialog arn={arn} stored={thumbprints} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

type EditThumbprintsDialogProps = { arn: string; stored: readonly string[]; onClose: () => void };

function EditThumbprintsDialog({ arn, stored, onClose }: EditThumbprintsDialogProps) {
  const { form, submission } = useOperationForm(updateThumbprints, {
    defaultValues: { thumbprints: stored.join('\n') },
    fields: { ThumbprintList: 'thumbprints' },
    toInput: ({ thumbprints }) => ({ OpenIDConnectProviderArn: arn, ThumbprintList: thumbprintsIn(thumbprints) }),
    success: () => ({ text: 'The thumbprints were saved.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Edit thumbprints" submitLabel="Save changes" {...submission} onClose={onClose}>
      <TextField form={form} name="thumbprints" label="Thumbprints" hint={THUMBPRINTS_HINT} mono rows={5} />
    </FormDialog>
  );
}
