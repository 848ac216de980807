'use client';

import { useEffect, useState } from 'react';
import { useController } from 'react-hook-form';
import { CharactersUsed } from '@/app/(console)/_client/policies/characters-used';
import { useSuggestion } from '@/app/(console)/_client/policies/suggested-document';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Guardrail } from '@/lib/organizations/guardrail-library/guardrail';
import { GUARDRAILS } from '@/lib/organizations/guardrail-library/library';
import { creation } from '../../_components/change-preview';
import { PolicyEffect } from '../../_components/policy-effect';
import { type PolicyTypeFacts, whyNotWritable } from '../../_components/policy-types';
import { textToSave } from '../../_components/text-to-save';
import { useMaxCharacters } from '../../_components/use-organization';
import { organizationQuery } from '../../queries';
import { createPolicy } from '../actions';
import { DocumentEditor, useDocumentProblem } from './document-editor';
import { GuardrailFields, useGuardrailFields } from './guardrail-fields';
import { policyCrumbs } from './policy-crumbs';
import { PolicyFields } from './policy-fields';
import { POLICY_FAILURES, type PolicyForm } from './policy-form';
import { StrategyHelp } from './strategy-help';
import { TargetChoice, useTarget } from './target-choice';

/** The choice of a blank policy instead of a guardrail. */
const OWN = 'own';

type CreatePolicyPageProps = {
  type: PolicyTypeFacts;
  /** The document of a blank policy. */
  blank: string;
};

/** Renders the page that creates a policy: an SCP or RCP from the library, or a blank policy. It has no effect until it is attached. */
export function CreatePolicyPage({ type, blank }: CreatePolicyPageProps) {
  const reason = whyNotWritable(type);
  if (reason === undefined) return <CreateForm type={type} blank={blank} />;
  return (
    <>
      <PageHeader title={`Create ${type.noun}`} breadcrumbs={policyCrumbs(type)} crumb="Create" />
      <Alert kind="info">{reason}, so no policy can be written here. The API refuses every document for the same reason.</Alert>
    </>
  );
}

function CreateForm({ type, blank }: CreatePolicyPageProps) {
  const organizationId = useRead(organizationQuery()).data?.Organization?.Id;
  const most = useMaxCharacters(type);
  const library = GUARDRAILS.filter((each) => each.type === type.kind);
  const [chosen, setChosen] = useState<string>(OWN);
  const guardrail = library.find(({ id }) => id === chosen);
  const { form, submission } = useOperationForm(createPolicy, {
    ...POLICY_FAILURES,
    defaultValues: formOf(undefined, blank),
    toInput: ({ name, description, document, tags }: PolicyForm) => ({
      Type: type.id,
      Name: name.trim(),
      Description: description.trim(),
      Content: textToSave(document, most),
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: (_, { Policy }) => ({
      text: `The policy ${Policy.PolicySummary.Name} was created. It has no effect until you attach it.`,
      link: { href: paths.attachOrganizationPolicy(Policy.PolicySummary.Id), label: 'Attach it' },
    }),
    goTo: (_, { Policy }) => paths.organizationPolicy(type.id, Policy.PolicySummary.Id),
  });
  const { field: document } = useController({ control: form.control, name: 'document' });
  const fields = useGuardrailFields(document.value, (text) => form.setValue('document', text, { shouldDirty: true }));
  const target = useTarget(type);
  const missing = useMissing()('organizations:CreatePolicy');
  const suggested = useSuggestion()?.document;
  useEffect(() => {
    if (suggested === undefined) return;
    setChosen('');
    form.reset(formOf(undefined, ''));
    form.setValue('document', suggested, { shouldDirty: true });
  }, [suggested, form.reset, form.setValue]);
  const start = (id: string) => {
    setChosen(id);
    const next = library.find((each) => each.id === id);
    const { tags } = form.getValues();
    form.reset(formOf(next, next ? '' : blank));
    form.setValue('tags', tags, { shouldDirty: true });
    if (next) fields.begin(next, organizationId);
  };
  const problem = useDocumentProblem(type, most)(document.value);
  const waiting = target.waiting ?? problem;
  return (
    <FormPage
      title={`Create ${type.noun}`}
      breadcrumbs={policyCrumbs(type)}
      crumb="Create"
      info={type.kind === null ? undefined : <HelpLink />}
      submitLabel="Create policy"
      cancelHref={paths.organizationPolicyType(type.id)}
      {...submission}
      missing={missing}
      disabledReason={problem ?? fields.problem}
      aside={
        missing ? undefined : (
          <PolicyEffect
            type={type}
            change={
              waiting === undefined && target.chosen !== null
                ? creation(type, target.chosen, textToSave(document.value, most))
                : null
            }
            waiting={waiting}
            description="The impact if it were attached there. Creating the policy has no effect by itself."
          >
            <TargetChoice target={target} />
          </PolicyEffect>
        )
      }
      foot={<CharactersUsed text={document.value} kind={type.kind ?? undefined} most={most} />}
    >
      {type.kind === null ? null : (
        <>
          <StrategyHelp />
          <Panel
            title="Start from"
            description="Each guardrail of the library is tested with calls that it must deny and calls that it must not deny."
          >
            <RadioGroup
              label="Guardrail"
              hideLabel
              tiles
              columns={3}
              value={chosen}
              onValueChange={start}
              options={[
                { value: OWN, label: 'One statement', description: 'A single Deny statement to edit.' },
                ...library.map(({ id, title, prevents }) => ({ value: id, label: title, description: prevents })),
              ]}
            />
          </Panel>
        </>
      )}
      {guardrail ? <GuardrailFields guardrail={guardrail} fields={fields} /> : null}
      <Panel title="Details">
        <div className="space-y-4">
          <PolicyFields form={form} hint="The purpose of the policy, up to 512 characters." />
        </div>
      </Panel>
      <DocumentEditor
        label="Policy document"
        type={type}
        value={document.value}
        onChange={document.onChange}
        maxCharacters={most}
      />
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to this policy.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
    </FormPage>
  );
}

/** The longest description at AWS, in characters. */
const MOST_DESCRIPTION = 512;

function formOf(guardrail: Guardrail | undefined, document: string): PolicyForm {
  const { name = '', prevents = '' } = guardrail ?? {};
  return {
    name,
    description: prevents.slice(0, MOST_DESCRIPTION),
    document,
    tags: NO_TAGS,
  };
}
