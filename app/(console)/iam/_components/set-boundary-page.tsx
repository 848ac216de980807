'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { FormPage } from '@/components/console/form/form-page';
import { paths } from '@/lib/console/paths';
import { setBoundary } from '../actions';
import { policyName } from './boundary-section';
import { PoliciesPicker } from './policies-picker';

/** Sets or changes the permissions boundary of a user or role. */
export function SetBoundaryPage({ kind, name, current }: { kind: 'users' | 'roles'; name: string; current: string | undefined }) {
  const [arn, setArn] = useState(current);
  const back = kind === 'users' ? paths.user(name) : paths.role(name);
  const operation = useOperation(setBoundary, {
    success: () => ({ text: `The permissions boundary of ${name} was set to ${policyName(arn ?? '')}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title={current ? 'Change permissions boundary' : 'Set permissions boundary'}
      description={`The most that ${name} can ever do. A boundary allows nothing by itself.`}
      breadcrumbs={[
        kind === 'users' ? { label: 'Users', href: paths.users } : { label: 'Roles', href: paths.roles },
        { label: name, href: back },
      ]}
      submitLabel={current ? 'Change boundary' : 'Set boundary'}
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={arn !== current}
      disabledReason={arn === undefined ? 'Choose a policy' : arn === current ? 'This policy is the boundary already' : undefined}
      onSubmit={() => {
        if (arn !== undefined) void operation.run({ kind, name, arn });
      }}
    >
      <PoliciesPicker single title="Policies" selected={arn ? [arn] : []} onSelect={([chosen]) => setArn(chosen)} />
    </FormPage>
  );
}
