'use client';

import { deletedEntityLines } from '@gatehouse/policy/analyze';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { paths } from '@/lib/console/paths';
import { documentText } from '../../_components/policies/policy-document';
import { roleQuery } from '../../queries';
import { editTrustPolicy } from '../actions';
import { DeletedEntitiesAlert } from './deleted-entities-alert';

export function EditTrustPage({ name }: { name: string }) {
  return (
    <ReadBox read={useRead(roleQuery(name))} what="the trust policy of this role">
      {({ Role }) => <TrustForm name={name} stored={documentText(Role.AssumeRolePolicyDocument)} />}
    </ReadBox>
  );
}

function TrustForm({ name, stored }: { name: string; stored: string }) {
  const edited = useEditedDocument(`trust ${name}`, stored);
  const back = paths.role(name, 'trust');
  const operation = useOperation(editTrustPolicy, {
    success: () => ({ text: `The trust policy of ${name} was saved.` }),
    onSuccess: edited.forget,
    goTo: () => edited.back ?? back,
    handlesError: () => true,
  });
  return (
    <PolicyFormPage
      title="Edit trust policy"
      description={`Choose who can assume ${name}, and under which conditions.`}
      breadcrumbs={[
        { label: 'Roles', href: paths.roles },
        { label: name, href: back },
      ]}
      submitLabel="Update policy"
      cancelHref={edited.back ?? back}
      pending={operation.running}
      error={operation.error}
      editor={{ label: `Trust policy of ${name}`, kind: 'trust', saving: 'inline', maxCharacters: POLICY_CHARACTERS.trust }}
      edited={edited}
      change={(Document) => ({ Kind: 'trust', RoleName: name, Document })}
      onSubmit={(PolicyDocument, from) => void operation.run({ from, input: { RoleName: name, PolicyDocument } })}
      above={<DeletedEntitiesAlert ids={deletedEntityLines(edited.text).map(({ id }) => id)} />}
    />
  );
}
