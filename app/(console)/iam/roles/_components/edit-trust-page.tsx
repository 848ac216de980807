'use client';

import { PolicyDiff, PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { useEditedDocument } from '@/app/(console)/_client/suggested-document';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { ReadBox } from '@/components/console/page/read-box';
import { documentProblem, POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { paths } from '@/lib/console/paths';
import { deletedEntityLines } from '@/lib/engine';
import { documentText } from '../../_components/policy-document';
import { roleQuery } from '../../queries';
import { updateTrustPolicy } from '../actions';
import { DeletedEntitiesAlert } from './deleted-entities-alert';

export function EditTrustPage({ name }: { name: string }) {
  return (
    <ReadBox read={useRead(roleQuery(name))} what="the trust policy of this role">
      {({ Role }) => <TrustForm name={name} stored={documentText(Role.AssumeRolePolicyDocument)} />}
    </ReadBox>
  );
}

function TrustForm({ name, stored }: { name: string; stored: string }) {
  const { text: document, setText: setDocument, back: asked } = useEditedDocument(stored);
  const back = paths.role(name, 'trust');
  const operation = useOperation(updateTrustPolicy, {
    success: () => ({ text: `The trust policy of ${name} was saved.` }),
    goTo: () => asked ?? back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Edit trust policy"
      description={`Who may assume ${name}, and under which conditions.`}
      breadcrumbs={[
        { label: 'Roles', href: paths.roles },
        { label: name, href: back },
      ]}
      submitLabel="Update policy"
      cancelHref={asked ?? back}
      pending={operation.running}
      error={operation.error}
      dirty={document !== stored}
      disabledReason={
        document === stored ? 'Nothing is changed yet' : documentProblem(document, 'trust', POLICY_CHARACTERS.trust, 'inline')
      }
      onSubmit={() => void operation.run({ RoleName: name, PolicyDocument: document })}
    >
      <DeletedEntitiesAlert ids={deletedEntityLines(document).map(({ id }) => id)} />
      <PolicyEditor
        label={`Trust policy of ${name}`}
        kind="trust"
        saving="inline"
        maxCharacters={POLICY_CHARACTERS.trust}
        value={document}
        onChange={setDocument}
        minLines={18}
      />
      {document === stored ? null : (
        <ExpandableSection look="panel" title="Changes">
          <PolicyDiff before={stored} after={document} label="Changes" />
        </ExpandableSection>
      )}
    </FormPage>
  );
}
