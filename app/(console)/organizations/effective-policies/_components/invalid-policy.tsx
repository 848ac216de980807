import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Invalid, NodePolicy } from './node-policy';

type InvalidPolicyProps = { policy: NodePolicy; invalid: Invalid; noun: string };

/** Renders the issues of an invalid effective policy, and which document is in force. */
export function InvalidPolicy({ policy, invalid, noun }: InvalidPolicyProps) {
  const isAccount = policy.Node.Type === 'ACCOUNT';
  return (
    <div className="mb-4 space-y-3">
      <Alert kind="error" title={`The effective ${noun} of ${policy.Node.Name} is invalid`}>
        {isAccount
          ? invalid.InForce === '{}'
            ? 'No document is in force, because none was valid before. Correct a contributing policy, and the new document takes effect at once.'
            : 'The last valid document stays in force as a whole. Correct a contributing policy, and the new document takes effect at once.'
          : 'An account directly below keeps its last valid document.'}
      </Alert>
      {invalid.Issues ? (
        <Panel title="Effective policy issues" count={invalid.Issues.length} flush>
          <SmallTable
            label="Effective policy issues"
            top
            rows={invalid.Issues}
            rowKey={(_, index) => index}
            columns={[
              { header: 'Code', mono: true, cell: ({ Code }) => Code },
              { header: 'Message', wide: true, cell: ({ Message }) => Message },
              { header: 'Path', mono: true, breaks: true, cell: ({ Path }) => Path },
              {
                header: 'Contributing policies',
                wide: true,
                cell: ({ Policies }) =>
                  Policies.length === 0
                    ? '–'
                    : Policies.map(({ Id, Name }) => (
                        <TextLink key={Id} href={paths.editOrganizationPolicy(policy.PolicyType, Id)} className="block">
                          Edit {Name}
                        </TextLink>
                      )),
              },
            ]}
          />
        </Panel>
      ) : null}
    </div>
  );
}
