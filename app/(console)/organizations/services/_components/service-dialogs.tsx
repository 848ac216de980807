'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import type { Json } from '@/lib/console/result';
import type { ServiceOverview } from '@/lib/organizations/overview/services';
import { deregisterAdministrator, disableServiceAccess, enableServiceAccess, registerAdministrator } from '../actions';

type Service = Json<ServiceOverview>;

/** A dialog about a service. */
export type ServiceQuestion =
  | { kind: 'enable' | 'disable' | 'register'; service: Service }
  | { kind: 'deregister'; service: Service; account: { Id: string; Name: string } };

export function ServiceDialog({ question, onClose }: { question: ServiceQuestion | null; onClose: () => void }) {
  if (!question) return null;
  const { ServicePrincipal, Name } = question.service;
  switch (question.kind) {
    case 'enable':
      return (
        <ConfirmDialog
          title={`Enable trusted access for ${Name}?`}
          confirmLabel="Enable trusted access"
          harmless
          action={enableServiceAccess}
          input={{ ServicePrincipal }}
          success={`${Name} has trusted access.`}
          onClose={onClose}
        >
          <p>
            The service can then work in every account of the organization, and you can register a member account as its delegated
            administrator.
          </p>
        </ConfirmDialog>
      );
    case 'disable':
      return (
        <ConfirmDialog
          title={`Disable trusted access for ${Name}?`}
          confirmLabel="Disable trusted access"
          typeToConfirm="disable"
          action={disableServiceAccess}
          input={{ ServicePrincipal }}
          success={`${Name} no longer has trusted access.`}
          onClose={onClose}
        >
          <p>
            The service can no longer work across the organization. Its delegated administrators are deregistered too
            {question.service.AdministratorCount > 0 ? ` (${question.service.AdministratorCount.toLocaleString('en')} now)` : ''}.
          </p>
        </ConfirmDialog>
      );
    case 'register':
      return <RegisterDialog service={question.service} onClose={onClose} />;
    case 'deregister':
      return (
        <ConfirmDialog
          title={`Deregister ${question.account.Name} from ${Name}?`}
          confirmLabel="Deregister"
          action={deregisterAdministrator}
          input={{ ServicePrincipal, AccountId: question.account.Id }}
          success={`${question.account.Name} no longer administers ${Name}.`}
          onClose={onClose}
        >
          <p>
            The account {question.account.Id} no longer administers the service. It can also no longer view the organization,
            unless it administers another service.
          </p>
        </ConfirmDialog>
      );
  }
}

function RegisterDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const { ServicePrincipal, Name } = service;
  const { form, submission } = useOperationForm(registerAdministrator, {
    defaultValues: { account: '' },
    fields: { AccountId: 'account' },
    words: {
      AccountNotFoundException: 'No account of the organization has this ID.',
      AccountAlreadyRegisteredException: 'This account already administers the service.',
    },
    toInput: ({ account }) => ({ ServicePrincipal, AccountId: account.replace(/[\s-]/g, '') }),
    success: ({ AccountId }) => ({ text: `The account ${AccountId} administers ${Name}.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title={`Register an administrator of ${Name}`} submitLabel="Register" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="account"
        label="Account ID"
        hint="A member account. It can then also view the accounts, OUs and policies of the organization."
        problem={(text) => (/^\d{12}$/.test(text.replace(/[\s-]/g, '')) ? undefined : 'An account ID has 12 digits.')}
        mono
      />
    </FormDialog>
  );
}
