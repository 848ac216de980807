'use client';

import { useController } from 'react-hook-form';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox } from '@/components/ui/field/checkbox';
import type { Json } from '@/lib/console/result';
import type { Parameters } from '@/lib/posture/parameters';
import { putPostureParameters } from '../actions';
import { parametersQuery } from '../queries';

type Values = Json<Parameters>;

const NUMBERS = [
  ['unusedDays', 'Unused credential (days)', 730],
  ['neverUsedDays', 'Never used credential (days)', 730],
  ['oldDays', 'Old password or key (days)', 730],
  ['rootUseDays', 'Recent root use (days)', 730],
  ['trackingDays', 'Tracking of roles, groups and permissions (days)', 90],
  ['eventWindowDays', 'Event history used (days)', 90],
  ['rotationGraceDays', 'Two keys of a user (days)', 730],
  ['graceDays', 'Grace period for new resources (days)', 730],
  ['adminUsersAllowed', 'Maximum administrators', 1000],
  ['privilegedSessionHours', 'Maximum session that can change IAM (hours)', 12],
  ['sessionHours', 'Maximum session otherwise (hours)', 12],
  ['quotaShare', 'Quota warning (percent)', 100],
] as const;

/** Edits the thresholds of this account's checks. */
export function ParametersDialog({ onClose }: { onClose: () => void }) {
  const read = useRead(parametersQuery());
  if (read.data) return <ParametersForm of={read.data} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose} title="Parameters">
      <ReadBox read={read} what="the parameters">
        {() => null}
      </ReadBox>
    </Dialog>
  );
}

function ParametersForm({
  of: { Parameters: now, Defaults },
  onClose,
}: {
  of: { Parameters: Values; Defaults: Values };
  onClose: () => void;
}) {
  type Texts = Record<(typeof NUMBERS)[number][0] | 'trustedAccounts', string> & { aiOptOut: boolean };
  const { form, submission } = useOperationForm(putPostureParameters, {
    defaultValues: {
      ...Object.fromEntries(NUMBERS.map(([name]) => [name, String(now[name])])),
      trustedAccounts: now.trustedAccounts.join(' '),
      aiOptOut: now.aiOptOut,
    } as Texts,
    toInput: (texts: Texts) => ({
      Parameters: {
        ...Object.fromEntries(
          NUMBERS.filter(([name]) => Number(texts[name]) !== Defaults[name]).map(([name]) => [name, Number(texts[name])]),
        ),
        ...(accountsOf(texts.trustedAccounts).length > 0 && { trustedAccounts: accountsOf(texts.trustedAccounts) }),
        ...(texts.aiOptOut && { aiOptOut: true }),
        ...(now.trustedProviders.length > 0 && { trustedProviders: now.trustedProviders }),
      },
    }),
    success: () => ({ text: 'The parameters were saved. The checks now use them.' }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  const { field: optOut } = useController({ control: form.control, name: 'aiOptOut' });
  return (
    <FormDialog
      title="Parameters"
      description="Change the thresholds of the checks for this account. Changes are marked in the score chart."
      submitLabel="Save"
      size="lg"
      onClose={onClose}
      {...submission}
    >
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {NUMBERS.map(([name, label, most]) => (
          <TextField
            key={name}
            form={form}
            name={name}
            label={label}
            hint={`Default: ${Defaults[name]}.`}
            inputMode="numeric"
            className="w-24"
            problem={(text) =>
              /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most ? undefined : `Enter 1 to ${most}.`
            }
          />
        ))}
      </div>
      <TextField
        form={form}
        name="trustedAccounts"
        label="Trusted accounts"
        optional
        hint="12-digit account IDs outside the organization that can have access, separated by spaces."
        mono
        problem={(text) => (accountsOf(text).every((id) => /^\d{12}$/.test(id)) ? undefined : 'Enter 12-digit account IDs.')}
      />
      <Checkbox
        label="All accounts of the organization must opt out of AI services"
        checked={optOut.value}
        onCheckedChange={optOut.onChange}
      />
    </FormDialog>
  );
}

function accountsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
