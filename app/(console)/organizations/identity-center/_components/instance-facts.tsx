import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import type { KeyValueItem } from '@/components/console/page/key-value';
import type { ShownInstance } from './in-identity-center';
import { PortalUrl } from './portal-url';

/** Returns the facts about an instance that clients are configured with. */
export function instanceFacts({
  InstanceArn,
  IdentityStoreId,
  PrimaryRegion,
  Name,
  OwnerAccountId,
}: ShownInstance): KeyValueItem[] {
  return [
    { label: 'Instance name', value: Name },
    { label: 'Instance ARN', value: <CopyArn arn={InstanceArn} /> },
    { label: 'Identity store ID', value: <CopyText text={IdentityStoreId} what="identity store ID" mono /> },
    { label: 'AWS access portal URL', value: <PortalUrl store={IdentityStoreId} /> },
    { label: 'Region', value: <span className="font-mono text-sm">{PrimaryRegion}</span> },
    { label: 'Owner account', value: <CopyText text={OwnerAccountId} what="account ID" mono /> },
    { label: 'Identity source', value: 'Identity Center directory' },
  ];
}
