import { KeyValue } from '@/components/console/page/key-value';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import type { ShownRefusal } from '@/lib/access/readable/readable-refusals';
import { effectivePolicyHref, paths } from '@/lib/console/paths';

type RefusedTag = NonNullable<ShownRefusal['Tag']>;

const REASONS: Record<RefusedTag['Reason'], string> = {
  SPELLING: 'The key has another spelling',
  VALUE: 'The value is not allowed',
  NO_VALUE: 'The key may not be used',
};

/** Explains why a declarative policy refused a call that permissions allowed: the policy, and the tag if it refused one. */
export function RefusedByPolicy({ refusal }: { refusal: ShownRefusal }) {
  const { AccountId, PolicyType, Source, PolicyReadable, Tag } = refusal;
  const policy = Source && `${Source.policyName} (${Source.policyId})`;
  return (
    <Alert
      kind="error"
      title={Tag ? 'A tag policy refused this call' : 'A declarative policy refused this call'}
      className="mb-4 pr-4"
      action={<TextLink href={effectivePolicyHref(AccountId, PolicyType)}>View the effective policy</TextLink>}
    >
      <p>Permissions cannot override it. The policy binds every principal of the account, also the root user.</p>
      <KeyValue
        className="mt-3"
        items={[
          ...(Tag ? tagItems(Tag) : []),
          {
            label: 'Set by',
            value: Source ? (
              <>
                {PolicyReadable ? (
                  <TextLink inline href={paths.organizationPolicy(PolicyType, Source.policyId)}>
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

function tagItems({ ResourceType, Rule, Key, Value, Reason, Compliant }: RefusedTag) {
  const mono = (text: string) => <code className="font-mono text-sm">{text}</code>;
  return [
    { label: 'Tag', value: mono(`${Key} = ${Value === '' ? '(empty)' : Value}`) },
    { label: 'Reason', value: REASONS[Reason] },
    { label: 'Resource type', value: mono(ResourceType) },
    { label: 'Rule', value: mono(Rule) },
    { label: 'Compliant', value: Compliant ? compliantText(Compliant) : null },
  ];
}

function compliantText({ Key, Values }: NonNullable<RefusedTag['Compliant']>): string {
  if (Values.length === 0) return `No value of ${Key}`;
  if (Values.includes('*')) return `${Key} with any value`;
  return `${Key} with ${Values.join(', ')}`;
}
