'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { Button, ButtonLink } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { setBoundary } from '../actions';
import { policyName } from './boundary-section';
import { ManagedPolicyJson } from './policy-json';

type BoundaryPanelProps = {
  entity: Entity & { kind: 'users' | 'roles' };
  arn: string | undefined;
  readOnlyReason?: string;
};

/** Renders the permissions boundary of a user or role. */
export function BoundaryPanel({ entity, arn, readOnlyReason }: BoundaryPanelProps) {
  const missing = useMissing();
  const [removing, setRemoving] = useState(false);
  const { kind, name } = entity;
  const noun = ENTITY_NOUN[kind];
  const subject = ENTITY_IN_ACTIONS[kind];
  const change = (label: string) => (
    <ButtonLink
      href={paths.setBoundary(kind, name)}
      disabledReason={readOnlyReason ?? missing(`iam:Put${subject}PermissionsBoundary`)}
    >
      {label}
    </ButtonLink>
  );
  return (
    <Panel
      title="Permissions boundary"
      count={arn ? 'set' : 'not set'}
      description={`The maximum permissions of this ${noun}. The boundary denies everything that it does not allow, whatever the policies above allow.`}
      actions={
        arn ? (
          <>
            <Button
              onClick={() => setRemoving(true)}
              disabledReason={readOnlyReason ?? missing(`iam:Delete${subject}PermissionsBoundary`)}
            >
              Remove boundary
            </Button>
            {change('Change boundary')}
          </>
        ) : (
          change('Set boundary')
        )
      }
    >
      {arn ? (
        <div className="space-y-2">
          <TextLink href={paths.policy(arn)} className="break-all font-medium">
            {policyName(arn)}
          </TextLink>
          <ExpandableSection title="Policy document">
            <ManagedPolicyJson arn={arn} name={policyName(arn)} />
          </ExpandableSection>
        </div>
      ) : (
        <p className="text-ink-2">No boundary limits this {noun}.</p>
      )}
      {removing ? (
        <ConfirmDialog
          title="Remove the permissions boundary?"
          confirmLabel="Remove boundary"
          action={setBoundary}
          input={{ kind, name, arn: null }}
          success={`The permissions boundary of ${name} was removed.`}
          onClose={() => setRemoving(false)}
        >
          Everything that the policies of {name} allow and {arn ? policyName(arn) : 'the boundary'} holds back will be allowed.
        </ConfirmDialog>
      ) : null}
    </Panel>
  );
}
