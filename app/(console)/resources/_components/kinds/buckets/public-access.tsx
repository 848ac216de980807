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
    description: 'BlockPublicPolicy: a bucket policy that is public cannot be saved. One that the bucket has already stays.',
  },
  {
    name: 'RestrictPublicBuckets',
    label: 'Let nobody of other accounts in by a public policy',
    description: 'RestrictPublicBuckets: while the policy is public, only the account itself and services of AWS get in.',
  },
  {
    name: 'BlockPublicAcls',
    label: 'Refuse public access control lists',
    description: 'BlockPublicAcls. Buckets here have no access control lists, as new ones of AWS have none.',
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
      description="Holds whatever the bucket policy says. A new bucket has all four on. Where the account has settings of its own, the stricter of the two counts."
      footer={
        <div className="flex justify-end gap-2">
          <Button disabled={!changed || put.running} onClick={() => setBlock(stored)}>
            Reset
          </Button>
          <Button
            variant="primary"
            loading={put.running}
            disabledReason={changed ? undefined : 'Nothing is changed yet'}
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
