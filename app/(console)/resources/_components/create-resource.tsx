'use client';

import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import dynamic from 'next/dynamic';
import { type ComponentType, useState } from 'react';
import { type UseFormReturn, useController } from 'react-hook-form';
import { formPage } from '@/components/console/kit/form-page';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { paths } from '@/lib/console/paths';
import type { ShownKindId } from '@/lib/resources/kind-arns';
import { createResource } from '../actions';
import { ofEachKind } from './kinds';
import type { PolicyRules, ResourceForm } from './kinds/kind';

// Most resources are created without a policy.
const PolicyEditor = dynamic(() =>
  import('@/app/(console)/_client/policies/policy-editor').then((module) => module.PolicyEditor),
);

type FieldProps = { form: UseFormReturn<ResourceForm> };

const REGIONS = COMMERCIAL_REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }));

const FORMS = ofEachKind((kind) => {
  const { id, one, policy } = kind;
  return formPage({
    title: kind.create,
    list: { label: kind.title, href: paths.resourcesOf(id) },
    submitLabel: kind.create,
    action: createResource,
    start: ({ region }: { region: string }): ResourceForm => ({
      name: '',
      region,
      tags: [],
      policy: '',
      more: { ...kind.fresh },
    }),
    // The members with the name of the new resource in AWS's calls.
    members: { Bucket: 'name', QueueName: 'name', AliasName: 'name', Name: 'name', TableName: 'name', FunctionName: 'name' },
    toInput: (asked) => ({
      region: asked.region,
      input: { kind: id, asked: { ...asked, name: asked.name.trim(), policy: asked.policy.trim() } },
    }),
    unfit: ({ policy: text }) => {
      const problem = policy && text.trim() !== '' ? documentProblem(text, 'resource', policy.maxCharacters) : undefined;
      return problem && `The policy: ${problem}`;
    },
    // A secret's ARN ends with more than its name, and an instance may have no name.
    done: ({ input: { asked } }, arn) => ({
      text: `The ${one} ${asked.name || arn.split(/[:/]/).at(-1)} was created.`,
      link: { href: paths.resource(id, arn), label: `View ${one}` },
    }),
    goTo: (_, arn) => paths.resource(id, arn),
    panels: [
      {
        title: `The ${one}`,
        fields: [{ as: 'text', name: 'name', ...kind.name }, { as: 'own', Field: RegionField }, ...(kind.fields ?? [])],
      },
      { title: 'Tags', description: 'Optional.', fields: [{ as: 'tags', name: 'tags', caseSensitive: true }] },
      ...(policy ? [{ as: 'own' as const, Field: policyPanel(one, policy) }] : []),
    ],
  });
});

function RegionField({ form }: FieldProps) {
  const { field } = useController({ control: form.control, name: 'region' });
  return (
    <Field label="AWS Region" hint="The Region of the new resource. The list shows all Regions.">
      <Combobox
        options={REGIONS}
        value={field.value}
        required
        onValueChange={(code) => {
          if (code !== null) field.onChange(code);
        }}
      />
    </Field>
  );
}

/** Returns the panel for the policy of a new resource. */
function policyPanel(one: string, { type, maxCharacters, removable, none }: PolicyRules): ComponentType<FieldProps> {
  return ({ form }) => {
    const [opened, setOpened] = useState(false);
    const { field } = useController({ control: form.control, name: 'policy' });
    return (
      <ExpandableSection
        look="panel"
        title="Policy"
        description={removable ? `Optional. ${none}` : 'Optional. The AWS default gives the account access.'}
        onOpenChange={setOpened}
      >
        {opened ? (
          <PolicyEditor
            label={`Policy of the new ${one}`}
            kind="resource"
            resourceType={type}
            maxCharacters={maxCharacters}
            value={field.value}
            onChange={field.onChange}
            optional
            fixedHeight
          />
        ) : null}
      </ExpandableSection>
    );
  };
}

/** The page that creates a resource. @param region the Region that is selected in the top bar */
export function CreateResource({ id, region }: { id: ShownKindId; region: string }) {
  const Form = FORMS[id];
  return <Form region={region} />;
}
