import type { AnswerOf } from '@/components/console/kit/use-reads';
import { KeyValue } from '@/components/console/page/key-value';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import type { eventQuery } from '../queries';

type Event = AnswerOf<ReturnType<typeof eventQuery>>['Event'];

/** Renders the declarative policy that refused a call, and the root, OU or account at which it is attached. */
export function RefusedByPolicy({ event }: { event: Event }) {
  const { policyType, policyId, nodeId } = event.additionalEventData ?? {};
  if (policyType === undefined || policyId === undefined || nodeId === undefined) return null;
  const mono = (text: string) => <span className="font-mono text-sm">{text}</span>;
  return (
    <Panel
      title="Refused by a declarative policy"
      description="The policy binds every principal of the account, also its root user. Permissions cannot override it."
    >
      <KeyValue
        items={[
          { label: 'Policy', value: <TextLink href={paths.organizationPolicy(policyType, policyId)}>{mono(policyId)}</TextLink> },
          { label: 'Attached to', value: mono(nodeId) },
          {
            label: 'Effective policy',
            value: (
              <TextLink href={effectivePolicyHref(event.recipientAccountId, policyType)}>View the effective policy</TextLink>
            ),
          },
        ]}
      />
    </Panel>
  );
}
