import { KeyValue } from '@/components/console/page/key-value';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import type { ShownRefusal } from '@/lib/access/readable/readable-refusals';
import { effectivePolicyHref, paths } from '@/lib/console/paths';

const REASONS: Record<ShownRefusal['Reason'], string> = {
  SPELLING: 'The key has another spelling',
  VALUE: 'The value is not allowed',
  NO_VALUE: 'The key may not be used',
};
const TYPE = 'tag_policy';

/** Explains why a tag policy refused a call that permissions allowed: the tag, the rule, and the policy that set it. */
export function RefusedTag({ refusal }: { refusal: ShownRefusal }) {
  const { AccountId, ResourceType, Rule, Key, Value, Reason, Compliant, Source, PolicyReadable } = refusal;
  const policy = Source && `${Source.policyName} (${Source.policyId})`;
  return (
    <Alert
      kind="error"
      title="A tag policy refused this call"
      className="mb-4 pr-4"
      action={<TextLink href={effectivePolicyHref(AccountId, TYPE)}>View the effective tag policy</TextLink>}
    >
      <p>Permissions do not decide about tag policies. They bind every principal, also the root user and administrators.</p>
      <KeyValue
        className="mt-3"
        items={[
          { label: 'Tag', value: <code className="font-mono text-sm">{`${Key} = ${Value === '' ? '(empty)' : Value}`}</code> },
          { label: 'Reason', value: REASONS[Reason] },
          { label: 'Resource type', value: <code className="font-mono text-sm">{ResourceType}</code> },
          { label: 'Rule', value: <code className="font-mono text-sm">{Rule}</code> },
          { label: 'Compliant', value: Compliant ? compliantText(Compliant) : null },
          {
            label: 'Set by',
            value: Source ? (
              <>
                {PolicyReadable ? (
                  <TextLink inline href={paths.organizationPolicy(TYPE, Source.policyId)}>
                    {policy}
                  </TextLink>
                ) : (
                  policy
                )}
                , attached to {Source.nodeName} ({Source.nodeId})
              </>
            ) : null,
          },
        ]}
      />
    </Alert>
  );
}

function compliantText({ Key, Values }: NonNullable<ShownRefusal['Compliant']>): string {
  if (Values.length === 0) return `No value of ${Key}`;
  if (Values.includes('*')) return `${Key} with any value`;
  return `${Key} with ${Values.join(', ')}`;
}
