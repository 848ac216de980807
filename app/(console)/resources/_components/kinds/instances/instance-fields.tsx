'use client';

import { useEffect } from 'react';
import { type UseFormReturn, useController, useWatch } from 'react-hook-form';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { ResourceForm } from '../kind';
import { imagesQuery, profilesQuery } from './queries';

const TYPES = [
  't3.nano',
  't3.micro',
  't3.small',
  't3.medium',
  'm7i.large',
  'm7g.large',
  'c7i.xlarge',
  'r7i.2xlarge',
  'p5.48xlarge',
];

/** Renders the fields of a launch: image, type, and the instance profile whose role is passed to the instance. */
export function InstanceFields({ form }: { form: UseFormReturn<ResourceForm> }) {
  const region = useWatch({ control: form.control, name: 'region' });
  const images = useRead(imagesQuery(region));
  const profiles = useRead(profilesQuery());
  const image = useController({ control: form.control, name: 'more.image', rules: { required: 'Required.' } });
  const type = useController({ control: form.control, name: 'more.type' });
  const profile = useController({ control: form.control, name: 'more.profile' });
  const known = images.data?.Images;
  const chosen = image.field.value;
  // Images belong to a Region. After a change of Region, the first image is chosen.
  useEffect(() => {
    const [first] = known ?? [];
    if (first && !known?.some(({ ImageId }) => ImageId === chosen)) form.setValue('more.image', first.ImageId);
  }, [known, chosen, form]);
  return (
    <div className="space-y-4">
      <ReadError read={images} what="the images of this Region" />
      <Field label="Image (AMI)" error={image.fieldState.error?.message}>
        <Select
          options={(known ?? []).map(({ ImageId, Description, Name }) => ({ value: ImageId, label: `${Description} (${Name})` }))}
          value={chosen || null}
          onValueChange={image.field.onChange}
          placeholder={images.pending ? 'Loading' : 'Choose an image'}
        />
      </Field>
      <Field label="Instance type" hint="Policies can use it with the key ec2:InstanceType.">
        <Select
          options={TYPES.map((value) => ({ value, label: value }))}
          value={type.field.value}
          onValueChange={type.field.onChange}
        />
      </Field>
      <ReadError read={profiles} what="the instance profiles of this account" />
      <Field label="Instance profile" optional hint="Gives its role to the instance. You need iam:PassRole for that role.">
        <Combobox
          options={(profiles.data?.InstanceProfiles ?? []).map(({ InstanceProfileName = '', Roles }) => ({
            value: InstanceProfileName,
            label: InstanceProfileName,
            description: Roles[0] ? `Role ${Roles[0].RoleName}` : 'Without a role',
          }))}
          value={profile.field.value || null}
          onValueChange={(value) => profile.field.onChange(value ?? '')}
          placeholder="None"
          emptyText="The account has no instance profile with this name."
        />
      </Field>
    </div>
  );
}
