'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Dialog } from '@/components/ui/dialog';
import type { Json } from '@/lib/console/result';
import type { Parameters } from '@/lib/posture/parameters';
import { putPostureParameters } from '../actions';
import { parametersQuery } from '../queries';

type Values = Json<Parameters>;

const NUMBERS = [
  ['unusedDays', 'A credential is unused after days', 730],
  ['neverUsedDays', 'A credential was never used after days', 730],
  ['oldDays', 'Passwords and keys are old after days', 730],
  ['rootUseDays', 'Root was used lately within days', 730],
  ['trackingDays', 'Use of roles, groups and permissions is followed for days', 90],
  ['eventWindowDays', 'Events count for days', 90],
  ['rotationGraceDays', 'Two keys may live side by side for days', 730],
  ['graceDays', 'New things are left alone for days', 730],
  ['adminUsersAllowed', 'Maximum number of administrators', 1000],
  ['privilegedSessionHours', 'Hours of a session that may change IAM', 12],
  ['sessionHours', 'Hours of any other session', 12],
  ['quotaShare', 'A quota is near from percent', 100],
] as const;

/** What the checks of this account measure by. */
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
  type Texts = Record<(typeof NUMBERS)[number][0] | 'trustedAccounts', string>;
  const { form, submission } = useOperationForm(putPostureParameters, {
    defaultValues: {
      ...Object.fromEntries(NUMBERS.map(([name]) => [name, String(now[name])])),
      trustedAccounts: now.trustedAccounts.join(' '),
    } as Texts,
    toInput: (texts: Texts) => ({
      Parameters: {
        ...Object.fromEntries(
          NUMBERS.filter(([name]) => Number(texts[name]) !== Defaults[name]).map(([name]) => [name, Number(texts[name])]),
        ),
        ...(accountsOf(texts.trustedAccounts).length > 0 && { trustedAccounts: accountsOf(texts.trustedAccounts) }),
        ...(now.trustedProviders.length > 0 && { trustedProviders: now.trustedProviders }),
      },
    }),
    success: () => ({ text: 'The checks measure by the new parameters.' }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  return (
    <FormDialog
      title="Parameters"
      description="What the checks of this account measure by. A change is marked in the chart of the score."
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
            hint={`By default ${Defaults[name]}.`}
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
        hint="Accounts outside the organization that may have access, by their 12 digits, with spaces between."
        mono
        problem={(text) => (accountsOf(text).every((id) => /^\d{12}$/.test(id)) ? undefined : 'Enter account ids of 12 digits.')}
      />
    </FormDialog>
  );
}

function accountsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
