import type { AnswerOf } from '@/components/console/kit/use-reads';
import { KeyValue } from '@/components/console/page/key-value';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref } from '@/lib/console/paths';
import type { eventQuery } from '../queries';

type Event = AnswerOf<ReturnType<typeof eventQuery>>['Event'];

/** Renders the declarative policy that refused a call, and the root, OU or account at which it is attached. */
export function RefusingPolicy({ event }: { event: Event }) {
  const { policyType, policyId, policyName, nodeId, nodeName } = event.additionalEventData ?? {};
  if (policyType === undefined) return null;
  return (
    <Panel
      title="Refused by a declarative policy"
      description="The policy binds every principal of the account, also its root user. Permissions cannot override it."
    >
      <KeyValue
        items={[
          { label: 'Policy', value: policyId ? `${policyName} (${policyId})` : null },
          { label: 'Attached to', value: nodeId ? `${nodeName} (${nodeId})` : null },
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
