'use client';

import type { ComponentType } from 'react';
import { type Act, ActButtons } from '@/components/console/kit/act';
import type { Query } from '@/components/console/kit/query';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue, type KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { ManagedByPolicy } from '../../managed-by-policy';

/** The account and Region of the settings. */
export type Place = { accountId: string; region: string };

/** A setting that is edited, with its value. */
export type Edited<Value> = { region: string; value: Value };

type Ec2Setting<Value> = {
  title: string;
  description: string;
  /** The attribute of EC2 policies that decides it. */
  attribute: string;
  query: (region: string) => Query<{ value: Value; isManaged: boolean }>;
  items: (value: Value) => readonly KeyValueItem[];
  /** The actions that an edit calls for certain. */
  takes: (value: Value) => string | readonly string[];
  dialog: Act<Edited<Value>>['opens'];
};

/** Returns the panel of a setting: its value, and the button that edits it, unless a declarative policy decides it. */
export function settingPanel<Value>(setting: Ec2Setting<Value>): ComponentType<Place> {
  const { title, description, attribute, query, items, takes, dialog } = setting;
  const edit = {
    label: 'Edit',
    fullLabel: `Edit ${title}`,
    takes: ({ value }: Edited<Value>) => takes(value),
    opens: dialog,
  } as Act<Edited<Value>>;
  return ({ accountId, region }) => {
    const read = useRead(query(region));
    const actions =
      read.data && !read.data.isManaged ? <ActButtons acts={[edit]} subject={{ region, value: read.data.value }} /> : undefined;
    return (
      <Panel title={title} description={description} actions={actions}>
        <ReadBox read={read} what={title}>
          {({ value, isManaged }) => (
            <>
              {isManaged ? (
                <ManagedByPolicy
                  accountId={accountId}
                  type="DECLARATIVE_POLICY_EC2"
                  path={['ec2_attributes', attribute]}
                  className="mb-4"
                >
                  The account can’t change this setting while the policy is in force.
                </ManagedByPolicy>
              ) : null}
              <KeyValue items={items(value)} />
            </>
          )}
        </ReadBox>
      </Panel>
    );
  };
}
