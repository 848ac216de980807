'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { accountBlockQuery, ownAccountBlockQuery } from '../../../settings/queries';
import { BlockForm } from '../../block-form';
import { putPublicAccessBlock } from './actions';
import { publicAccessQuery } from './queries';

/** Renders S3 Block Public Access for one bucket. */
export function PublicAccess({ at }: { at: ResourceAt }) {
  const read = useRead(publicAccessQuery(at));
  const isManaged = useRead(ownAccountBlockQuery()).data?.Managed;
  const ofAccount = useRead(accountBlockQuery()).data;
  return (
    <ReadBox read={read} what="Block Public Access of this bucket">
      {(block) => (
        <BlockForm
          key={JSON.stringify(block)}
          description="Applies whatever the bucket policy allows. All four are on for a new bucket. If the account has settings too, the stricter ones apply."
          stored={block}
          notice={isManaged && ofAccount ? <AccountManaged isOn={ofAccount.RestrictPublicBuckets} /> : null}
          action={putPublicAccessBlock}
          toInput={(PublicAccessBlockConfiguration) => ({
            region: at.region,
            input: { Bucket: at.name, PublicAccessBlockConfiguration },
          })}
          done={({ RestrictPublicBuckets }) => ({
            text: `Block Public Access of ${at.name} was saved.`,
            warns: !RestrictPublicBuckets,
          })}
        />
      )}
    </ReadBox>
  );
}

/** Says what an S3 policy of the organization means for the bucket. Its own settings can still be changed. */
function AccountManaged({ isOn }: { isOn: boolean }) {
  return (
    <Alert kind="info" title="A declarative policy decides the account’s settings">
      <p>
        {isOn
          ? 'An S3 policy turns all four on. They apply to this bucket whatever you choose here.'
          : 'An S3 policy turns all four off. Only the settings of the bucket apply.'}
      </p>
      <TextLink href={paths.s3Settings}>View the account’s settings</TextLink>
    </Alert>
  );
}
