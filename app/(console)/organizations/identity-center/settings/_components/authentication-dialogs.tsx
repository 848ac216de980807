'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { formDialog } from '@/components/console/kit/form-dialog';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { keysOf } from '@/lib/core/text/lists';
import { type MfaSettings, PROMPT_MODES, WITHOUT_DEVICE } from '@/lib/identity-center/sign-in-settings/schema';
import { STORE_MFA_KINDS, type StoreMfaKind } from '@/lib/identity-store/mfa/limits';
import { updateMfaSettings, updateSsoConfiguration } from '../../actions';
import { minutesText, minutesWith } from './session-minutes';

/** A form has text fields; `kinds` and `selfManaged` are own fields. */
type MfaForm = {
  mode: MfaSettings['PromptMode'];
  without: MfaSettings['WithoutDevice'];
  kinds: StoreMfaKind[];
  selfManaged: boolean;
};

const optionsOf = <Key extends string>(names: Readonly<Record<Key, string>>) =>
  keysOf(names).map((value) => ({ value, label: names[value] }));

/** Renders the dialog that changes when people need MFA. */
export const ConfigureMfa = formDialog({
  title: 'Configure multi-factor authentication',
  description: 'The settings apply at the next sign-in of each user.',
  submitLabel: 'Save changes',
  edits: true,
  size: 'lg',
  action: updateMfaSettings,
  start: ({ PromptMode, WithoutDevice, AllowedKinds, SelfManaged }: MfaSettings): MfaForm => ({
    mode: PromptMode,
    without: WithoutDevice,
    kinds: [...AllowedKinds],
    selfManaged: SelfManaged,
  }),
  fields: [
    { as: 'radio', name: 'mode', label: 'Prompt users for MFA', options: optionsOf(PROMPT_MODES) },
    {
      as: 'radio',
      name: 'without',
      label: 'If a user does not yet have a registered MFA device',
      options: optionsOf(WITHOUT_DEVICE),
      shown: ({ mode }: MfaForm) => mode !== 'NEVER',
    },
    { as: 'own', Field: KindsField },
    { as: 'own', Field: SelfManagedField },
  ],
  unfit: ({ kinds }) => (kinds.length === 0 ? 'Choose at least one MFA type' : undefined),
  toInput: ({ mode, without, kinds, selfManaged }) => ({
    PromptMode: mode,
    WithoutDevice: without,
    AllowedKinds: kinds,
    SelfManaged: selfManaged,
  }),
  done: () => ({ text: 'The MFA settings were saved.' }),
});

function KindsField({ form }: { form: UseFormReturn<MfaForm> }) {
  const { field } = useController({ control: form.control, name: 'kinds' });
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 font-medium">Users can authenticate with these MFA types</legend>
      {keysOf(STORE_MFA_KINDS).map((kind) => (
        <Checkbox
          key={kind}
          label={STORE_MFA_KINDS[kind]}
          checked={field.value.includes(kind)}
          onCheckedChange={(checked) =>
            field.onChange(checked ? [...field.value, kind] : field.value.filter((other) => other !== kind))
          }
        />
      ))}
    </fieldset>
  );
}

function SelfManagedField({ form }: { form: UseFormReturn<MfaForm> }) {
  const { field } = useController({ control: form.control, name: 'selfManaged' });
  return (
    <Checkbox
      label="Users can add and manage their own MFA devices"
      description="In the access portal. Without it, users register a device only where they must at sign-in."
      checked={field.value}
      onCheckedChange={field.onChange}
    />
  );
}

/** Renders the dialog that changes the duration of sessions at the access portal. */
export const ConfigureSession = formDialog({
  title: 'Configure the session duration',
  description: 'It applies to new sessions. The sessions of roles have the duration of their permission sets.',
  submitLabel: 'Save changes',
  edits: true,
  action: updateSsoConfiguration,
  start: ({ SessionMinutes }: { SessionMinutes: number }) => ({ minutes: String(SessionMinutes), before: SessionMinutes }),
  fields: [{ as: 'own', Field: MinutesField }],
  toInput: ({ minutes }) => ({ SessionMinutes: Number(minutes) }),
  done: ({ SessionMinutes }) => ({ text: `New sessions at the access portal last ${minutesText(SessionMinutes)}.` }),
});

function MinutesField({ form }: { form: UseFormReturn<{ minutes: string; before: number }> }) {
  const { field } = useController({ control: form.control, name: 'minutes' });
  return (
    <Field label="Access portal session duration" hint="15 minutes to 90 days. People sign in again after this time.">
      <Select options={minutesWith(form.getValues('before'))} value={field.value} onValueChange={field.onChange} />
    </Field>
  );
}
