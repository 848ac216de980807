'use client';

import type { UseFormReturn } from 'react-hook-form';
import { SelectField } from '@/components/console/form/choice-field';
import { TextField } from '@/components/console/form/text-field';
import { durationsWith } from './duration';

/** The settings of a permission set in a form. */
export type PermissionSetSettings = { description: string; duration: string; relayState: string };

/** Renders the fields of the settings that can be changed later. */
export function PermissionSetFields<Values extends PermissionSetSettings>({ form }: { form: UseFormReturn<Values> }) {
  const settings = form as unknown as UseFormReturn<PermissionSetSettings>;
  return (
    <>
      <TextField form={settings} name="description" label="Description" optional maxLength={700} />
      <SelectField
        form={settings}
        name="duration"
        label="Session duration"
        hint="People sign in again after this time."
        options={durationsWith(settings.getValues('duration'))}
      />
      <TextField
        form={settings}
        name="relayState"
        label="Relay state"
        optional
        maxLength={240}
        hint="The address of the console page that a session begins with."
      />
    </>
  );
}
