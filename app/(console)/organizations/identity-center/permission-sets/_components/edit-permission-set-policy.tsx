'use client';

import { useState } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { layOut } from '@/components/access/lay-out';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { newDocument } from '@/components/policy-editor/new-statement';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { IDENTITY_CENTER } from '../../_components/in-identity-center';
import { permissionSetQuery } from '../../queries';
import { savePermissionSetPolicy } from '../actions';
import { PermissionSetImpact } from './permission-set-impact';

/** Renders the page that edits the inline policy of a permission set. */
export function EditPermissionSetPolicy({ id }: { id: string }) {
  const read = useRead(permissionSetQuery(id));
  return (
    <ReadBox read={read} what="this permission set">
      {({ InstanceArn, PermissionSet: { PermissionSetArn, Name }, InlinePolicy }) => (
        <Form
          id={id}
          name={Name}
          named={{ InstanceArn, PermissionSetArn }}
          stored={InlinePolicy === null ? null : layOut(InlinePolicy)}
        />
      )}
    </ReadBox>
  );
}

const AFTER_SAVING = [
  { value: 'provision', label: 'Provision', description: 'All accounts that have the permission set get the policy.' },
  { value: 'save', label: 'Save only', description: 'Nothing changes in accounts until you provision the permission set.' },
] as const;

type FormProps = {
  id: string;
  name: string;
  named: { InstanceArn: string; PermissionSetArn: string };
  stored: string | null;
};

function Form({ id, name, named, stored }: FormProps) {
  const edited = useEditedDocument(`permission set ${id}`, stored, newDocument('identity'));
  const [provision, setProvision] = useState(true);
  const back = edited.back ?? paths.permissionSet(id);
  const operation = useOperation(savePermissionSetPolicy, {
    success: ({ input }) => ({
      text: input.provision
        ? `The inline policy of ${name} was saved, and ${name} is being provisioned in its accounts.`
        : `The inline policy of ${name} was saved. Provision the permission set to apply it in accounts.`,
    }),
    onSuccess: edited.forget,
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <PolicyFormPage
      title={stored === null ? `Add an inline policy to ${name}` : `Edit the inline policy of ${name}`}
      crumb="Inline policy"
      description="Each account that has the permission set gets this policy in its role when you provision it."
      breadcrumbs={[
        IDENTITY_CENTER,
        { label: 'Permission sets', href: paths.permissionSets },
        { label: name, href: paths.permissionSet(id) },
      ]}
      submitLabel={provision ? 'Save and provision' : 'Save only'}
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      editor={{ label: `Inline policy of ${name}`, kind: 'identity', saving: 'inline', maxCharacters: POLICY_CHARACTERS.roles }}
      edited={edited}
      aside={(document, waiting) => (
        <PermissionSetImpact
          id={id}
          draft={waiting === undefined ? { InlinePolicy: document } : null}
          waiting={waiting}
          className="xl:max-h-[calc(100dvh-9.5rem)] xl:overflow-y-auto"
        />
      )}
      below={
        <Panel title="After saving">
          <RadioGroup
            label="After saving"
            hideLabel
            value={provision ? 'provision' : 'save'}
            onValueChange={(next) => setProvision(next === 'provision')}
            options={AFTER_SAVING}
            columns={2}
          />
        </Panel>
      }
      onSubmit={(document, from) => void operation.run({ from, input: { ...named, document, provision } })}
    />
  );
}
