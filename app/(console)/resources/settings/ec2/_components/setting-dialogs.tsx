'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { EditableList } from '@/components/console/form/editable-list';
import { formDialog } from '@/components/console/kit/form-dialog';
import type { FormField } from '@/components/console/kit/form-value';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { AccountSettings, AllowedImages, MetadataDefaults } from '@/lib/resources/ec2/settings';
import {
  modifyInstanceMetadataDefaults,
  setAllowedImages,
  setImageBlock,
  setSerialConsole,
  setSnapshotBlock,
} from '../../actions';
import { type CriterionForm, criterionProblem, NEW_CRITERION, toCriterion, toCriterionForm, unfitCriteria } from './criteria';
import type { Edited } from './setting-panel';
import { NO_PREFERENCE, OPTIONS } from './setting-values';

const SAVE = { submitLabel: 'Save changes', edits: true } as const;

export const ImageBlockDialog = formDialog({
  ...SAVE,
  title: 'Edit block public access for AMIs',
  action: setImageBlock,
  start: ({ value }: Edited<AccountSettings['imageBlockPublicAccess']>) => ({ state: value }),
  fields: [{ as: 'radio', name: 'state', label: 'Public sharing', options: OPTIONS.imageBlock }],
  toInput: ({ state }, { region }) => ({ region, input: { state } }),
  done: ({ input }) => ({ text: 'Block public access for AMIs was saved.', warns: input.state === 'unblocked' }),
});

export const SnapshotBlockDialog = formDialog({
  ...SAVE,
  title: 'Edit block public access for EBS snapshots',
  action: setSnapshotBlock,
  start: ({ value }: Edited<AccountSettings['snapshotBlockPublicAccess']>) => ({ state: value }),
  fields: [{ as: 'radio', name: 'state', label: 'Public sharing', options: OPTIONS.snapshotBlock }],
  toInput: ({ state }, { region }) => ({ region, input: { state } }),
  done: ({ input }) => ({ text: 'Block public access for EBS snapshots was saved.', warns: input.state === 'unblocked' }),
});

export const SerialConsoleDialog = formDialog({
  ...SAVE,
  title: 'Edit EC2 Serial Console',
  action: setSerialConsole,
  start: ({ value }: Edited<boolean>) => ({ access: value ? 'allowed' : 'prevented' }),
  fields: [{ as: 'radio', name: 'access', label: 'Access', options: OPTIONS.serialConsole }],
  toInput: ({ access }, { region }) => ({ region, input: { isAllowed: access === 'allowed' } }),
  done: () => ({ text: 'Access to the EC2 Serial Console was saved.' }),
});

type MetadataForm = Record<'endpoint' | 'tokens' | 'tags' | 'hops' | 'enforced', string>;

const preference = (
  name: 'endpoint' | 'tokens' | 'tags' | 'enforced',
  label: string,
  hint?: string,
): FormField<MetadataForm> => ({
  ...{ as: 'select', name, label, hint, options: OPTIONS[name] },
});

export const MetadataDefaultsDialog = formDialog({
  ...SAVE,
  title: 'Edit IMDS defaults',
  description: 'They apply to launches from now on. Running instances do not change.',
  action: modifyInstanceMetadataDefaults,
  members: { HttpPutResponseHopLimit: 'hops' },
  start: ({ value }: Edited<MetadataDefaults>): MetadataForm => ({
    endpoint: value.HttpEndpoint ?? NO_PREFERENCE,
    tokens: value.HttpTokens ?? NO_PREFERENCE,
    tags: value.InstanceMetadataTags ?? NO_PREFERENCE,
    hops: value.HttpPutResponseHopLimit === undefined ? '' : String(value.HttpPutResponseHopLimit),
    enforced: value.HttpTokensEnforced ?? NO_PREFERENCE,
  }),
  fields: [
    preference('endpoint', 'Instance metadata service'),
    preference('tokens', 'Metadata version'),
    preference('tags', 'Access to tags in instance metadata'),
    {
      ...{
        as: 'text',
        name: 'hops',
        label: 'Metadata response hop limit',
        optional: true,
        inputMode: 'numeric',
        className: 'w-24',
      },
      hint: '1 to 64. Leave it empty for no preference.',
      problem: (text) => (/^(?:[1-9]|[1-5]\d|6[0-4])?$/.test(text) ? undefined : 'Enter a number from 1 to 64.'),
    },
    preference('enforced', 'Token enforcement', 'If enabled, launches that allow requests without a token fail.'),
  ],
  toInput: ({ endpoint, tokens, tags, hops, enforced }, { region }) => ({
    region,
    input: {
      ...{ HttpEndpoint: endpoint, HttpTokens: tokens, InstanceMetadataTags: tags, HttpTokensEnforced: enforced },
      HttpPutResponseHopLimit: hops === '' ? -1 : Number(hops),
    },
  }),
  done: () => ({ text: 'The IMDS defaults were saved.' }),
});

type ImagesForm = { state: AllowedImages['state']; criteria: CriterionForm[] };

export const AllowedImagesDialog = formDialog({
  ...SAVE,
  title: 'Edit Allowed AMIs',
  size: 'lg',
  action: setAllowedImages,
  start: ({ value }: Edited<AllowedImages>): ImagesForm => ({
    state: value.state,
    criteria: value.criteria.map(toCriterionForm),
  }),
  fields: [
    { as: 'radio', name: 'state', label: 'Allowed AMIs', options: OPTIONS.allowedImages },
    { as: 'own', Field: CriteriaField },
  ],
  unfit: ({ criteria }) => unfitCriteria(criteria),
  toInput: ({ state, criteria }, { region, value }) => {
    const wanted = criteria.map(toCriterion);
    const isChanged = JSON.stringify(wanted) !== JSON.stringify(value.criteria.map(toCriterionForm).map(toCriterion));
    return { region, input: { ...(state !== value.state && { state }), ...(isChanged && { criteria: wanted }) } };
  },
  done: () => ({ text: 'Allowed AMIs were saved.' }),
});

/** Source: Amazon EC2 API Reference, ReplaceImageCriteriaInAllowedImagesSettings. */
const MOST_CRITERIA = 10;

const PARTS: readonly { name: keyof CriterionForm; label: string; placeholder?: string }[] = [
  { name: 'providers', label: 'Providers', placeholder: 'amazon, 111122223333' },
  { name: 'names', label: 'AMI names', placeholder: 'al2023-*' },
  { name: 'codes', label: 'Marketplace product codes' },
  { name: 'created', label: 'Maximum days since creation' },
  { name: 'deprecated', label: 'Maximum days since deprecation' },
];

function CriteriaField({ form }: { form: UseFormReturn<ImagesForm> }) {
  const { field } = useController({ control: form.control, name: 'criteria' });
  const criteria: CriterionForm[] = field.value;
  return (
    <Field
      group
      label="Criteria"
      description="An image is allowed if it meets all conditions of at least one criterion. Separate several values with commas."
      className="max-w-none"
    >
      <EditableList
        rows={criteria}
        onRowsChange={field.onChange}
        noun="criterion"
        fresh={NEW_CRITERION}
        addLabel="Add criterion"
        full={criteria.length >= MOST_CRITERIA}
        columns="rounded-md border border-line p-3 md:grid-cols-2 [&>button]:w-fit"
        problemOf={(index) => criteria[index] && criterionProblem(criteria[index])}
        labelled
        empty={<p className="text-ink-2">No criteria. Only images of the account itself are allowed.</p>}
      >
        {(criterion, { change, describedBy }) =>
          PARTS.map(({ name, label, placeholder }) => (
            <Field key={name} label={label} optional>
              <Input
                value={criterion[name]}
                onChange={(event) => change({ [name]: event.currentTarget.value })}
                placeholder={placeholder}
                aria-describedby={describedBy}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          ))
        }
      </EditableList>
    </Field>
  );
}
