'use client';

import { useState } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import type { Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { attachPolicies } from '../../actions';
import { PoliciesPicker } from '../../policies-picker';
import { attachedPoliciesQuery } from '../../queries';
import { entityCrumbs } from '../entity-crumbs';

/** Renders the page that attaches policies to a group or role. */
export function AttachPoliciesPage({ entity }: { entity: Entity & { kind: 'groups' | 'roles' } }) {
  const { kind, name } = entity;
  const [arns, setArns] = useState<readonly string[]>([]);
  const attached = useRead(attachedPoliciesQuery(entity)).data?.AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn);
  const back = paths.entity(kind, name, 'permissions');
  const operation = useOperation(attachPolicies, {
    success: () => ({ text: `${arns.length === 1 ? 'One policy was' : `${arns.length} policies were`} attached to ${name}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Attach policies"
      description={
        kind === 'groups'
          ? `Every user in ${name} gets the permissions of these policies.`
          : `Sessions of ${name} get the permissions of these policies.`
      }
      breadcrumbs={entityCrumbs(entity)}
      submitLabel="Attach policies"
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={arns.length > 0}
      disabledReason={arns.length === 0 ? 'Choose at least one policy' : undefined}
      onSubmit={() => void operation.run({ entities: [entity], arns })}
    >
      <PoliciesPicker selected={arns} onSelect={setArns} exclude={attached} />
    </FormPage>
  );
}
