'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { FormDialog } from '@/components/console/form/form-dialog';
import { CopyText } from '@/components/console/page/copy-text';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Textarea } from '@/components/ui/textarea';
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
  const form = useForm({ defaultValues: { thumbprints: stored.join('\n') } });
  const update = useOperation(updateThumbprints, {
    success: () => ({ text: 'The thumbprints were saved.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const submit = form.handleSubmit(async ({ thumbprints }) => {
    const result = await update.run({ OpenIDConnectProviderArn: arn, ThumbprintList: thumbprintsIn(thumbprints) });
    if (!result.ok && result.error.member === 'ThumbprintList')
      form.setError('thumbprints', { message: result.error.message }, { shouldFocus: true });
  });
  const { errors } = form.formState;
  return (
    <FormDialog
      title="Edit thumbprints"
      submitLabel="Save changes"
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={update.running}
      error={errors.thumbprints ? null : update.error}
    >
      <Field label="Thumbprints" hint={THUMBPRINTS_HINT} error={errors.thumbprints?.message}>
        <Textarea {...form.register('thumbprints')} mono rows={5} autoComplete="off" spellCheck={false} />
      </Field>
    </FormDialog>
  );
}
