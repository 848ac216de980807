'use client';

import { useController } from 'react-hook-form';
import { PoliciesPicker } from '@/app/(console)/iam/policies-picker';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { TextField } from '@/components/console/form/text-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { PermissionSetName } from '@/lib/identity-center/permission-set/schema';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { createPermissionSet } from '../actions';
import { PermissionSetFields, type PermissionSetSettings } from './permission-set-fields';

const TITLE = 'Create permission set';

type NewPermissionSet = PermissionSetSettings & { name: string; arns: readonly string[] };
const NEW: NewPermissionSet = { name: '', description: '', duration: 'PT1H', relayState: '', arns: [] };

/** Renders the page that creates a permission set with its policies. */
export function CreatePermissionSetPage() {
  return <GatedPage title={TITLE}>{({ InstanceArn }) => <Form InstanceArn={InstanceArn} />}</GatedPage>;
}

function Form({ InstanceArn }: { InstanceArn: string }) {
  const { form, submission } = useOperationForm(createPermissionSet, {
    defaultValues: NEW,
    fields: { Name: 'name', Description: 'description', SessionDuration: 'duration', RelayState: 'relayState' },
    toInput: (asked: NewPermissionSet) => ({ InstanceArn, ...asked }),
    success: ({ name }, { id, failed }) => ({
      text:
        failed.length === 0
          ? `The permission set ${name} was created.`
          : `The permission set ${name} was created, but ${plural(failed.length, 'policy', 'policies')} could not be attached: ${failed[0]?.error.message}`,
      link: { href: paths.permissionSet(id), label: 'View permission set' },
    }),
    goTo: (_, { id }) => paths.permissionSet(id),
  });
  const { field: arns } = useController({ control: form.control, name: 'arns' });
  return (
    <FormPage
      title={TITLE}
      breadcrumbs={[IDENTITY_CENTER, { label: 'Permission sets', href: paths.permissionSets }]}
      submitLabel="Create permission set"
      cancelHref={paths.permissionSets}
      missing={useMissing()('sso:CreatePermissionSet')}
      {...submission}
    >
      <Panel title="Permission set">
        <div className="space-y-4">
          <TextField
            form={form}
            name="name"
            label="Name"
            hint="Up to 32 letters, digits and + = , . @ _ -. You cannot change it later."
            problem={(text) => fieldProblem(PermissionSetName, text)}
          />
          <PermissionSetFields form={form} />
        </div>
      </Panel>
      <PoliciesPicker
        selected={arns.value}
        onSelect={arns.onChange}
        title="Policies"
        description="AWS managed policies apply in every account. A customer managed policy must exist in each account, with the same name and path."
      />
    </FormPage>
  );
}
