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
    what: 'See what credentials the root users of member accounts have, delete them, and allow that a password is recovered.',
    enabling:
      'Anyone who may start root sessions here can then view and delete the credentials of member accounts’ root users, and allow a new root password. Enabling it deletes nothing.',
    disabling:
      'Nobody can look at or delete the credentials of member accounts’ root users any more, nor allow that a password is recovered. Credentials that were deleted stay deleted. Sessions that were started go on until they end.',
  },
  {
    id: 'RootSessions',
    name: 'Privileged root actions in member accounts',
    what: 'Start root sessions, through the API, that delete the policy of a bucket or a queue which has locked everybody out.',
    enabling:
      'Anyone who may start root sessions can then also call sts:AssumeRoot with the task policies S3UnlockBucketPolicy and SQSUnlockQueuePolicy. Such a session deletes the policy of a bucket or queue that has locked everybody out.',
    disabling:
      'Root sessions for unlocking buckets and queues cannot be started any more. Sessions that were started go on until they end.',
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
          ? 'The actions of the management account and the delegated administrator for IAM on root users of member accounts.'
          : 'IAM has no trusted access to the organization yet. Enabling a feature gives it that too.'
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
        Starting a root session needs the permission <code className="font-mono text-sm">sts:AssumeRoot</code> on the member
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
