'use client';

import { type ReactNode, useState } from 'react';
import { type OperationMessage, useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Panel } from '@/components/ui/panel';
import type { ConsoleAction } from '@/lib/console/result';

export type PublicAccessBlock = {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
};

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

type BlockFormProps<Input> = {
  description: string;
  stored: PublicAccessBlock;
  action: ConsoleAction<Input, unknown>;
  toInput: (block: PublicAccessBlock) => Input;
  done: (block: PublicAccessBlock) => OperationMessage;
  /** The reason why the settings can't be changed here. */
  fixed?: string;
  /** Above the switches. */
  notice?: ReactNode;
};

/** Renders the four switches of S3 Block Public Access, for a bucket or an account. */
export function BlockForm<Input>({ description, stored, action, toInput, done, fixed, notice }: BlockFormProps<Input>) {
  const [block, setBlock] = useState(stored);
  const put = useOperation(action, { success: () => done(block), handlesError: () => true });
  const changed = SWITCHES.some(({ name }) => block[name] !== stored[name]);
  return (
    <Panel
      title="Block Public Access"
      description={description}
      footer={
        <div className="flex justify-end gap-2">
          <Button disabled={!changed || put.running} onClick={() => setBlock(stored)}>
            Reset
          </Button>
          <Button
            variant="primary"
            loading={put.running}
            disabledReason={fixed ?? (changed ? undefined : 'You have no unsaved changes')}
            onClick={() => void put.run(toInput(block))}
          >
            Save changes
          </Button>
        </div>
      }
    >
      <div className="space-y-3">
        {notice}
        {SWITCHES.map(({ name, label, description }) => (
          <Checkbox
            key={name}
            label={label}
            description={description}
            checked={block[name]}
            disabled={fixed !== undefined}
            onCheckedChange={(checked) => setBlock({ ...block, [name]: checked })}
          />
        ))}
        {put.error ? <ErrorBox error={put.error} live /> : null}
      </div>
    </Panel>
  );
}
