'use client';

import { useQuery } from '@tanstack/react-query';
import { useMarkedStatement } from '@/app/(console)/_client/policies/marked-statement';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { Skeleton } from '@/components/ui/skeleton';
import type { Entity } from '@/lib/console/entity';
import { whenKnown } from '@/lib/console/read-query';
import { inlinePolicyQuery, policyQuery, policyVersionQuery } from '../../queries';
import { documentText } from './policy-document';

/** Renders the default version of a managed policy, and reads it when it is shown. */
export function ManagedPolicyJson({ arn, name }: { arn: string; name: string }) {
  const policy = useRead(policyQuery(arn));
  const VersionId = policy.data?.Policy.DefaultVersionId;
  const version = useQuery(whenKnown(VersionId, (id) => policyVersionQuery(arn, id)));
  if (policy.error) return <ReadError read={policy} what={`the policy ${name}`} />;
  if (!version.data) return <Skeleton className="h-24" />;
  if (!version.data.ok) {
    return (
      <ReadError read={{ error: version.data.error, refetch: () => void version.refetch() }} what={`the document of ${name}`} />
    );
  }
  return <PolicyJson text={documentText(version.data.data.PolicyVersion.Document)} name={name} />;
}

export function InlinePolicyJson({ holder, name }: { holder: Entity; name: string }) {
  const read = useRead(inlinePolicyQuery(holder, name));
  return (
    <ReadBox read={read} what={`the policy ${name}`}>
      {({ PolicyDocument }) => <PolicyJson text={documentText(PolicyDocument)} name={name} />}
    </ReadBox>
  );
}

/** Renders a document with a Copy button. */
export function PolicyJson({ text, name, maxHeight }: { text: string; name: string; maxHeight?: number }) {
  const highlights = useMarkedStatement(text, 'identity');
  return (
    <CopyCode
      code={text}
      label={`Policy document of ${name}`}
      what="policy document"
      maxHeight={maxHeight}
      highlights={highlights}
    />
  );
}
