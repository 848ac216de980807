'use client';

import { useState } from 'react';
import { ChangeEffect } from '@/app/(console)/_client/policies/change-effect';
import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { setBoundary } from '../../actions';
import { PoliciesPicker } from '../../policies-picker';
import { boundedQuery } from '../../queries';
import { entityCrumbs } from '../entity-crumbs';
import { policyName } from './boundary-section';

type Bounded = Entity & { kind: 'users' | 'roles' };

/** Renders the page that sets or changes the permissions boundary of a user or role. */
export function SetBoundaryPage({ entity }: { entity: Bounded }) {
  const read = useRead(boundedQuery(entity));
  return (
    <ReadBox read={read} what={`the boundary of this ${ENTITY_NOUN[entity.kind]}`}>
      {({ User, Role }) => <BoundaryForm entity={entity} current={(User ?? Role)?.PermissionsBoundary?.PermissionsBoundaryArn} />}
    </ReadBox>
  );
}

function BoundaryForm({ entity, current }: { entity: Bounded; current: string | undefined }) {
  const { kind, name } = entity;
  const [arn, setArn] = useState(current);
  const back = paths.entity(kind, name, 'permissions');
  const problem = arn === undefined ? 'Choose a policy' : arn === current ? 'This policy is already the boundary' : undefined;
  const operation = useOperation(setBoundary, {
    success: () => ({ text: `The permissions boundary of ${name} was set to ${arn && policyName(arn)}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title={current ? 'Change permissions boundary' : 'Set permissions boundary'}
      description={`The maximum permissions of ${name}. A boundary grants nothing itself.`}
      breadcrumbs={entityCrumbs(entity)}
      submitLabel={current ? 'Change boundary' : 'Set boundary'}
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={arn !== current}
      disabledReason={problem}
      aside={
        <ChangeEffect
          change={
            arn === undefined || problem
              ? null
              : { Kind: 'boundary', EntityType: ENTITY_IN_ACTIONS[kind], Name: name, PolicyArn: arn }
          }
          waiting={problem}
        />
      }
      onSubmit={() => {
        if (arn !== undefined) void operation.run({ kind, name, arn });
      }}
    >
      <PoliciesPicker single title="Policies" selected={arn ? [arn] : []} onSelect={([chosen]) => setArn(chosen)} />
    </FormPage>
  );
}
