'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { paths } from '@/lib/console/paths';
import { attachPolicies } from '../actions';
import { attachedPoliciesQuery } from '../queries';
import { PoliciesPicker } from './policies-picker';

/** Attaches policies to a group or role. */
export function AttachPoliciesPage({ kind, name }: { kind: 'groups' | 'roles'; name: string }) {
  const [arns, setArns] = useState<readonly string[]>([]);
  const attached = useRead(attachedPoliciesQuery({ kind, name })).data?.AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn);
  const back = kind === 'groups' ? paths.group(name, 'permissions') : paths.role(name, 'permissions');
  const operation = useOperation(attachPolicies, {
    success: () => ({ text: `${arns.length === 1 ? 'One policy was' : `${arns.length} policies were`} attached to ${name}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Attach policies"
      description={kind === 'groups' ? `Every user in ${name} gets what they allow.` : `Sessions of ${name} get what they allow.`}
      breadcrumbs={[
        kind === 'groups' ? { label: 'User groups', href: paths.groups } : { label: 'Roles', href: paths.roles },
        { label: name, href: back },
      ]}
      submitLabel="Attach policies"
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={arns.length > 0}
      disabledReason={arns.length === 0 ? 'Choose at least one policy' : undefined}
      onSubmit={() => void operation.run({ entities: [{ kind, name }], arns })}
    >
      <PoliciesPicker selected={arns} onSelect={setArns} exclude={attached} />
    </FormPage>
  );
}
