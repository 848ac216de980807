'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { ENTITY_IN_ACTIONS, ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { setBoundary } from '../../actions';
import { ManagedPolicyJson } from '../policies/policy-json';
import { policyName } from './boundary-section';

type BoundaryPanelProps = {
  entity: Entity & { kind: 'users' | 'roles' };
  arn: string | undefined;
  readOnlyReason?: string;
};

const takes = (verb: 'Put' | 'Delete') => (of: BoundaryPanelProps) =>
  `iam:${verb}${ENTITY_IN_ACTIONS[of.entity.kind]}PermissionsBoundary`;
const why = ({ readOnlyReason }: BoundaryPanelProps) => readOnlyReason;

const removeBoundary: Act<BoundaryPanelProps> = {
  label: 'Remove boundary',
  takes: takes('Delete'),
  why,
  opens: confirmation(({ entity: { kind, name }, arn }: BoundaryPanelProps) => ({
    title: 'Remove the permissions boundary?',
    confirmLabel: 'Remove boundary',
    action: setBoundary,
    input: { kind, name, arn: null },
    success: `The permissions boundary of ${name} was removed.`,
    text: `Everything that the policies of ${name} allow and ${arn ? policyName(arn) : 'the boundary'} holds back will be allowed.`,
  })),
};
const setTo = (label: string): Act<BoundaryPanelProps> => ({
  label,
  takes: takes('Put'),
  why,
  href: ({ entity: { kind, name } }) => paths.setBoundary(kind, name),
});

/** Renders the permissions boundary of a user or role. */
export function BoundaryPanel(props: BoundaryPanelProps) {
  const { entity, arn } = props;
  const noun = ENTITY_NOUN[entity.kind];
  return (
    <Panel
      title="Permissions boundary"
      count={arn ? 'set' : 'not set'}
      description={`The maximum permissions of this ${noun}. The boundary denies everything that it does not allow, whatever the policies above allow.`}
      actions={<ActButtons acts={arn ? [removeBoundary, setTo('Change boundary')] : [setTo('Set boundary')]} subject={props} />}
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
    </Panel>
  );
}
