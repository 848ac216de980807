'use client';

import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { BlockForm } from '../../../_components/block-form';
import { putAccountPublicAccessBlock } from '../../actions';
import { ManagedByPolicy } from '../../managed-by-policy';
import { accountBlockQuery, ownAccountBlockQuery } from '../../queries';

/** Renders S3 Block Public Access of the account. */
export function S3SettingsPage({ accountId }: { accountId: string }) {
  const read = useRead(accountBlockQuery());
  const isManaged = useRead(ownAccountBlockQuery()).data?.Managed ?? false;
  const missing = useMissing();
  return (
    <>
      <PageHeader
        title="S3 Block Public Access"
        description="Settings of the account for all its buckets in all Regions. If a bucket has settings too, the stricter ones apply."
      />
      <ReadBox read={read} what="Block Public Access of the account">
        {(block) => (
          <BlockForm
            key={`${JSON.stringify(block)} ${isManaged}`}
            description="Applies whatever bucket policies allow. All four are off for a new account."
            stored={block}
            fixed={isManaged ? 'An S3 policy decides these settings' : missing('s3:PutAccountPublicAccessBlock')}
            notice={
              isManaged ? (
                <ManagedByPolicy
                  accountId={accountId}
                  type="S3_POLICY"
                  path={['s3_attributes', 'public_access_block_configuration']}
                >
                  An S3 policy of the organization decides these settings, so you can’t change them here. The account’s own
                  settings are kept, and apply again when the policy no longer does.
                </ManagedByPolicy>
              ) : null
            }
            action={putAccountPublicAccessBlock}
            toInput={(PublicAccessBlockConfiguration) => ({ PublicAccessBlockConfiguration })}
            done={({ RestrictPublicBuckets }) => ({
              text: 'Block Public Access of the account was saved.',
              warns: !RestrictPublicBuckets,
            })}
          />
        )}
      </ReadBox>
    </>
  );
}
