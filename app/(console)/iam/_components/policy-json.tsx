'use client';

import { useQuery } from '@tanstack/react-query';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyButton } from '@/components/console/page/copy-text';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { CodeBlock } from '@/components/ui/code-block';
import { Skeleton } from '@/components/ui/skeleton';
import type { Entity } from '@/lib/console/entity';
import { inlinePolicyQuery, policyQuery, policyVersionQuery } from '../queries';
import { documentText } from './policy-document';

/** The default version of a managed policy, read when shown. */
export function ManagedPolicyJson({ arn, name }: { arn: string; name: string }) {
  const policy = useRead(policyQuery(arn));
  const VersionId = policy.data?.Policy.DefaultVersionId;
  const version = useQuery({ ...policyVersionQuery(arn, VersionId ?? ''), enabled: VersionId !== undefined });
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

/** A document to read and copy. */
export function PolicyJson({ text, name, maxHeight = 420 }: { text: string; name: string; maxHeight?: number }) {
  return (
    <div className="relative">
      <CodeBlock label={`Policy document of ${name}`} code={text} maxHeight={maxHeight} />
      <CopyButton text={text} what="policy document" className="absolute top-1 right-3 bg-code" />
    </div>
  );
}
