import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { failed, ok, openPage } from '@/components/console/kit/testing/console';
import { S3SettingsPage } from './s3-settings-page';

const ALL = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

it('lets an account without settings choose them', async () => {
  openPage(<S3SettingsPage accountId="111122223333" />, {
    's3control:GetPublicAccessBlock': failed({ code: 'NoSuchPublicAccessBlockConfiguration' }),
    'console:GetOwnPublicAccessBlock': ok({ Block: null, Managed: false }),
  });
  const boxes = (await screen.findAllByRole('checkbox')) as HTMLInputElement[];
  expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual(boxes.map(() => [false, false]));
});

it('shows the settings of an S3 policy, the policy, and why they cannot be changed', async () => {
  const Source = { PolicyId: 'p-1', NodeId: 'ou-1', Operator: '@@assign' };
  openPage(<S3SettingsPage accountId="111122223333" />, {
    's3control:GetPublicAccessBlock': ok({ PublicAccessBlockConfiguration: ALL }),
    'console:GetOwnPublicAccessBlock': ok({ Block: null, Managed: true }),
    'console:GetNodeEffectivePolicy': ok({
      Settings: [{ Path: ['s3_attributes', 'public_access_block_configuration'], Values: [{ Value: 'all', Source }] }],
      Levels: [{ Id: 'ou-1', Name: 'Workloads', Policies: [{ Id: 'p-1', Name: 'No public buckets' }] }],
    }),
  });
  await screen.findByRole('link', { name: 'No public buckets' });
  expect(screen.getByText(/attached to Workloads/)).toBeTruthy();
  const boxes = screen.getAllByRole('checkbox') as HTMLInputElement[];
  expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual(boxes.map(() => [true, true]));
  expect(screen.getByRole('button', { name: 'Save changes' }).getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText(/so you can’t change them here/)).toBeTruthy();
});
