'use client';

import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import type { PermissionSetData } from '../../_components/subjects';
import { permissionSetPreviewQuery, permissionSetQuery } from '../../queries';
import { provisionPermissionSet } from '../actions';
import { Impact } from './permission-set-impact';

/** Renders what provisioning the saved definition changes in accounts, with the button that provisions. */
export function PreviewPermissionSetPage({ id }: { id: string }) {
  return <GatedPage title="Provision">{() => <Read id={id} />}</GatedPage>;
}

function Read({ id }: { id: string }) {
  const read = useRead(permissionSetQuery(id));
  return (
    <ReadBox read={read} what="this permission set">
      {(data) => <Preview id={id} data={data} />}
    </ReadBox>
  );
}

function Preview({ id, data: { InstanceArn, PermissionSet } }: { id: string; data: PermissionSetData }) {
  const { Name, PermissionSetArn } = PermissionSet;
  const { data: preview } = useRead(permissionSetPreviewQuery({ PermissionSetId: id, PageSize: 25 }));
  const accounts = preview && preview.Accounts + preview.Hidden;
  const operation = useOperation(provisionPermissionSet, {
    success: () => ({ text: `${Name} is being provisioned in its accounts.` }),
    goTo: () => paths.permissionSet(id),
    handlesError: () => true,
  });
  return (
    <FormPage
      title={`Provision ${Name}`}
      crumb="Provision"
      breadcrumbs={[
        IDENTITY_CENTER,
        { label: 'Permission sets', href: paths.permissionSets },
        { label: Name, href: paths.permissionSet(id) },
      ]}
      description="Each account that has this permission set gets the saved definition. See what changes there before you provision."
      submitLabel={accounts === undefined || accounts === 0 ? 'Provision' : `Provision ${plural(accounts, 'account')}`}
      cancelHref={paths.permissionSet(id)}
      pending={operation.running}
      error={operation.error}
      disabledReason={accounts === 0 ? 'No account has this permission set' : undefined}
      onSubmit={() => void operation.run({ InstanceArn, PermissionSetArn, TargetType: 'ALL_PROVISIONED_ACCOUNTS' })}
    >
      <Impact id={id} />
    </FormPage>
  );
}
