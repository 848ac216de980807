'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import type { RootAccessFeature } from '@/lib/iam/root-access/schema';
import { disableRootAccess, enableRootAccess } from '../actions';

type Feature = { id: RootAccessFeature; name: string; what: string; enabling: string; disabling: string };

const FEATURES: readonly Feature[] = [
  {
    id: 'RootCredentialsManagement',
    name: 'Root credentials management',
    what: 'View and delete the credentials of the root users of member accounts, and allow password recovery.',
    enabling:
      'Principals with permission to start root sessions can then view and delete the root user credentials of member accounts, and allow password recovery. Enabling this does not delete anything.',
    disabling:
      'Nobody can then view or delete the root user credentials of member accounts, or allow password recovery. Deleted credentials are not restored. Existing sessions continue until they expire.',
  },
  {
    id: 'RootSessions',
    name: 'Privileged root actions in member accounts',
    what: 'Start root sessions through the API that delete a bucket or queue policy that locks everyone out.',
    enabling:
      'Principals with permission to start root sessions can then also call sts:AssumeRoot with the task policies S3UnlockBucketPolicy and SQSUnlockQueuePolicy. Such a session can delete a bucket or queue policy that locks everyone out.',
    disabling:
      'Root sessions that unlock buckets and queues can no longer be started. Existing sessions continue until they expire.',
  },
];

type FeaturesPanelProps = {
  enabled: readonly string[];
  /** True if the organization gives IAM trusted access. */
  trusted: boolean;
};

/** Renders the two features of centralized root access, each with its switch. */
export function FeaturesPanel({ enabled, trusted }: FeaturesPanelProps) {
  const [asked, setAsked] = useState<{ feature: Feature; enable: boolean } | null>(null);
  const close = () => setAsked(null);
  return (
    <Panel
      title="Centralized root access"
      description={
        trusted
          ? 'Actions of the management account and the delegated administrator for IAM on root users of member accounts.'
          : 'IAM has no trusted access to the organization yet. Enabling a feature also enables trusted access.'
      }
      flush
    >
      <ul className="divide-y divide-line">
        {FEATURES.map((feature) => {
          const on = enabled.includes(feature.id);
          return (
            <li key={feature.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
              <div className="min-w-0 flex-1 basis-72">
                <h3 className="font-medium">{feature.name}</h3>
                <p className="text-ink-2 text-sm">{feature.what}</p>
              </div>
              <Status kind={on ? 'success' : 'inactive'} className="w-24">
                {on ? 'Enabled' : 'Disabled'}
              </Status>
              <Button className="w-20" variant={on ? 'normal' : 'primary'} onClick={() => setAsked({ feature, enable: !on })}>
                {on ? 'Disable' : 'Enable'}
                <span className="sr-only"> {feature.name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      {asked?.enable ? <EnableDialog feature={asked.feature} trusted={trusted} onClose={close} /> : null}
      {asked && !asked.enable ? <DisableDialog feature={asked.feature} onClose={close} /> : null}
    </Panel>
  );
}

type DialogProps = { feature: Feature; onClose: () => void };

function EnableDialog({ feature, trusted, onClose }: DialogProps & { trusted: boolean }) {
  return (
    <ConfirmDialog
      title={`Enable ${feature.name.toLowerCase()}?`}
      confirmLabel="Enable"
      harmless
      action={enableRootAccess}
      input={{ feature: feature.id, trustIam: !trusted }}
      success={`${feature.name}: enabled.`}
      onClose={onClose}
    >
      <p>{feature.enabling}</p>
      <p>
        Starting a root session requires the permission <code className="font-mono text-sm">sts:AssumeRoot</code> on the member
        account’s root user, and is recorded in both accounts.
      </p>
      {trusted ? null : (
        <p>
          Trusted access for <code className="font-mono text-sm">iam.amazonaws.com</code> is enabled for the organization first.
        </p>
      )}
    </ConfirmDialog>
  );
}

function DisableDialog({ feature, onClose }: DialogProps) {
  return (
    <ConfirmDialog
      title={`Disable ${feature.name.toLowerCase()}?`}
      confirmLabel="Disable"
      action={disableRootAccess}
      input={feature.id}
      success={`${feature.name}: disabled.`}
      onClose={onClose}
    >
      {feature.disabling}
    </ConfirmDialog>
  );
}
