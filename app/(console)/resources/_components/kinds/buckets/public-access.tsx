'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { putPublicAccessBlock } from './actions';
import { type PublicAccessBlock, publicAccessQuery } from './queries';

const SWITCHES: readonly { name: keyof PublicAccessBlock; label: string; description: string }[] = [
  {
    name: 'BlockPublicPolicy',
    label: 'Refuse public policies',
    description: 'BlockPublicPolicy: denies saving a public bucket policy. An existing one is not removed.',
  },
  {
    name: 'RestrictPublicBuckets',
    label: 'Restrict access through a public policy',
    description: 'RestrictPublicBuckets: while the policy is public, only the account and AWS services have access.',
  },
  {
    name: 'BlockPublicAcls',
    label: 'Block public access control lists',
    description: 'BlockPublicAcls. Like new buckets in AWS, buckets in Gatehouse have no access control lists.',
  },
  { name: 'IgnorePublicAcls', label: 'Ignore public access control lists', description: 'IgnorePublicAcls.' },
];

/** Renders S3 Block Public Access for one bucket. */
export function PublicAccess({ at }: { at: ResourceAt }) {
  const read = useRead(publicAccessQuery(at));
  return (
    <ReadBox read={read} what="Block Public Access of this bucket">
      {(block) => <BlockForm key={JSON.stringify(block)} at={at} stored={block} />}
    </ReadBox>
  );
}

function BlockForm({ at, stored }: { at: ResourceAt; stored: PublicAccessBlock }) {
  const [block, setBlock] = useState(stored);
  const put = useOperation(putPublicAccessBlock, {
    success: () => ({ text: `Block Public Access of ${at.name} was saved.`, warns: !block.RestrictPublicBuckets }),
    handlesError: () => true,
  });
  const changed = SWITCHES.some(({ name }) => block[name] !== stored[name]);
  return (
    <Panel
      title="Block Public Access"
      description="Applies whatever the bucket policy allows. All four are on for a new bucket. If the account has settings too, the stricter ones apply."
      footer={
        <div className="flex justify-end gap-2">
          <Button disabled={!changed || put.running} onClick={() => setBlock(stored)}>
            Reset
          </Button>
          <Button
            variant="primary"
            loading={put.running}
            disabledReason={changed ? undefined : 'You have no unsaved changes'}
            onClick={() => void put.run({ region: at.region, input: { Bucket: at.name, PublicAccessBlockConfiguration: block } })}
          >
            Save changes
          </Button>
        </div>
      }
    >
      <div className="space-y-3">
        {SWITCHES.map(({ name, label, description }) => (
          <Checkbox
            key={name}
            label={label}
            description={description}
            checked={block[name]}
            onCheckedChange={(checked) => setBlock({ ...block, [name]: checked })}
          />
        ))}
        {put.error ? <ErrorBox error={put.error} live /> : null}
      </div>
    </Panel>
  );
}
