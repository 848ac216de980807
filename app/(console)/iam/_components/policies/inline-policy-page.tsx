'use client';

import { useState } from 'react';
import { useEditedDocument } from '@/app/(console)/_client/policies/edited-document';
import { PolicyFormPage } from '@/app/(console)/_client/policies/policy-form-page';
import { fieldProblem } from '@/components/console/form/field-problem';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { POLICY_CHARACTERS } from '@/components/policy-editor/document-problem';
import { newDocument } from '@/components/policy-editor/new-statement';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { InlinePolicy } from '@/lib/iam/inline-policy/schema';
import { editInlinePolicy } from '../../actions';
import { inlinePolicyQuery } from '../../queries';
import { entityCrumbs } from '../entity-crumbs';
import { DocumentSources } from './document-sources';
import { documentText } from './policy-document';

/** Renders the page that adds an inline policy to a user, group or role. */
export function CreateInlinePolicyPage({ entity }: { entity: Entity }) {
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const problem = fieldProblem(InlinePolicy.shape.PolicyName, name);
  return (
    <InlinePolicyForm
      entity={entity}
      policy={name}
      stored={null}
      nameProblem={problem && 'Name the policy'}
      onTry={() => setTried(true)}
    >
      <Panel title="Policy name">
        <Field label="Policy name" hint="Up to 128 letters, digits and + = , . @ _ -" error={tried || name ? problem : undefined}>
          <Input
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => setTried(true)}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </Panel>
    </InlinePolicyForm>
  );
}

export function EditInlinePolicyPage({ entity, policy }: { entity: Entity; policy: string }) {
  const read = useRead(inlinePolicyQuery(entity, policy));
  return (
    <ReadBox read={read} what={`the inline policy ${policy}`}>
      {({ PolicyDocument }) => <InlinePolicyForm entity={entity} policy={policy} stored={documentText(PolicyDocument)} />}
    </ReadBox>
  );
}

type InlinePolicyFormProps = {
  entity: Entity;
  policy: string;
  /** The stored document; null for a new policy. */
  stored: string | null;
  nameProblem?: string;
  onTry?: () => void;
  children?: React.ReactNode;
};

function InlinePolicyForm({ entity, policy, stored, nameProblem, onTry, children }: InlinePolicyFormProps) {
  const of = `inline ${entity.kind} ${entity.name}`;
  const edited = useEditedDocument(stored === null ? `${of} new` : `${of} ${policy}`, stored, newDocument('identity'));
  const back = edited.back ?? paths.entity(entity.kind, entity.name, 'permissions');
  const operation = useOperation(editInlinePolicy, {
    success: ({ input: { name } }) => ({
      text: `Inline policy ${name} of ${entity.name} was ${stored === null ? 'created' : 'saved'}.`,
    }),
    onSuccess: edited.forget,
    goTo: () => back,
    handlesError: () => true,
  });
  const maxCharacters = POLICY_CHARACTERS[entity.kind];
  const EntityType = ENTITY_IN_ACTIONS[entity.kind];
  return (
    <PolicyFormPage
      title={stored === null ? 'Create inline policy' : `Edit ${policy}`}
      description={`An inline policy belongs to the ${ENTITY_NOUN[entity.kind]} ${entity.name} only and is deleted with it. To reuse a policy, create a managed policy.`}
      breadcrumbs={entityCrumbs(entity)}
      submitLabel={stored === null ? 'Create policy' : 'Save changes'}
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={stored === null && policy !== ''}
      disabledReason={nameProblem}
      editor={{
        label: stored === null ? 'Policy document' : `Policy document of ${policy}`,
        kind: 'identity',
        saving: 'inline',
        maxCharacters,
        tools: <DocumentSources document={edited.text} onChange={edited.setText} />,
      }}
      edited={edited}
      // The effect of a new policy does not depend on its name.
      change={(Document) => ({
        Kind: 'inline',
        EntityType,
        Name: entity.name,
        PolicyName: stored === null ? 'new' : policy,
        Document,
      })}
      onSubmit={(document, from) => {
        onTry?.();
        void operation.run({ from, input: { entity, name: policy, document } });
      }}
      above={children}
    />
  );
}
