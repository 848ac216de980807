'use client';

import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { FormPage } from '@/components/console/form/form-page';
import { TagsField } from '@/components/console/form/tags-field';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { ResourceKindId } from '@/lib/console/resource-arn';
import { createResource } from '../actions';
import { KINDS } from './kinds';
import type { ResourceForm } from './kinds/view';
import { VIEWS } from './kinds/views';

const REGIONS = COMMERCIAL_REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }));

/** The input members with the name of the new resource in AWS's calls. */
const NAME_MEMBERS = {
  Bucket: 'name',
  QueueName: 'name',
  AliasName: 'name',
  Name: 'name',
  TableName: 'name',
  FunctionName: 'name',
} as const;

/** Renders the page that creates a resource. @param region the Region that is selected in the top bar */
export function CreateResourcePage({ id, region: chosen }: { id: ResourceKindId; region: string }) {
  const kind = KINDS[id];
  const { name, fields } = VIEWS[id];
  const [opened, setOpened] = useState(false);
  const { form, submission } = useOperationForm(createResource, {
    defaultValues: { name: '', region: chosen, tags: [], policy: '', more: { ...fields?.fresh } } as ResourceForm,
    fields: NAME_MEMBERS,
    toInput: (asked: ResourceForm) => ({
      region: asked.region,
      input: { kind: id, asked: { ...asked, name: asked.name.trim(), policy: asked.policy.trim() } },
    }),
    // A secret's ARN ends with more than its name, and an instance may have no name.
    success: ({ input: { asked } }, arn) => ({
      text: `The ${kind.one} ${asked.name || arn.split(/[:/]/).at(-1)} was created.`,
      link: { href: paths.resource(id, arn), label: `View ${kind.one}` },
    }),
    goTo: (_, arn) => paths.resource(id, arn),
  });
  const { field: region } = useController({ control: form.control, name: 'region' });
  const { field: policy } = useController({ control: form.control, name: 'policy' });
  const problem =
    kind.policy && policy.value.trim() !== '' ? documentProblem(policy.value, 'resource', kind.policy.maxCharacters) : undefined;
  return (
    <FormPage
      title={kind.create}
      breadcrumbs={[{ label: kind.title, href: paths.resourcesOf(id) }]}
      submitLabel={kind.create}
      cancelHref={paths.resourcesOf(id)}
      disabledReason={problem && `The policy: ${problem}`}
      {...submission}
    >
      <Panel title={`The ${kind.one}`}>
        <div className="max-w-2xl space-y-4">
          <TextField
            form={form}
            name="name"
            label={name.label}
            hint={name.hint}
            optional={name.optional}
            problem={name.problem}
          />
          <Field label="AWS Region" hint="The Region of the new resource. The list shows all Regions.">
            <Combobox
              options={REGIONS}
              value={region.value}
              required
              onValueChange={(code) => {
                if (code !== null) region.onChange(code);
              }}
            />
          </Field>
          {fields ? <fields.Fields form={form} /> : null}
        </div>
      </Panel>
      <Panel title="Tags" description="Optional.">
        <TagsField form={form} name="tags" caseSensitive />
      </Panel>
      {kind.policy ? (
        <ExpandableSection
          look="panel"
          title="Policy"
          description={
            kind.policy.removable
              ? `Optional. ${kind.policy.none}`
              : 'Optional. Without one it gets AWS’s default, which lets in the account.'
          }
          onOpenChange={setOpened}
        >
          {opened ? (
            <PolicyEditor
              label={`Policy of the new ${kind.one}`}
              kind="resource"
              resourceType={kind.policy.type}
              maxCharacters={kind.policy.maxCharacters}
              value={policy.value}
              onChange={policy.onChange}
              optional
            />
          ) : null}
        </ExpandableSection>
      ) : null}
    </FormPage>
  );
}
