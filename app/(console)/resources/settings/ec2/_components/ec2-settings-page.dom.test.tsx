import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { denied, failed, lacking, ok, openPage, type TestServer } from '@/components/console/kit/testing/console';
import { Ec2SettingsPage } from './ec2-settings-page';

const ACCOUNT: TestServer = {
  'ec2:GetInstanceMetadataDefaults': ok({ AccountLevel: { HttpTokens: 'required', ManagedBy: 'account' } }),
  'ec2:GetAllowedImagesSettings': ok({ State: 'disabled', ImageCriteria: [], ManagedBy: 'account' }),
  'ec2:GetImageBlockPublicAccessState': ok({ ImageBlockPublicAccessState: 'unblocked', ManagedBy: 'account' }),
  'ec2:GetSnapshotBlockPublicAccessState': ok({ State: 'unblocked', ManagedBy: 'account' }),
  'ec2:GetSerialConsoleAccessStatus': ok({ SerialConsoleAccessEnabled: false, ManagedBy: 'account' }),
};

const SOURCE = { PolicyId: 'p-1', NodeId: 'r-1', Operator: '@@assign' };
const setting = (...Path: string[]) => ({ Path, List: false, Values: [{ Value: 'x', Source: SOURCE, IsDefault: false }] });
const EFFECTIVE = {
  Settings: [
    setting('ec2_attributes', 'exception_message'),
    setting('ec2_attributes', 'serial_console_access', 'status'),
    setting('ec2_attributes', 'image_block_public_access', 'state'),
  ],
  Levels: [{ Id: 'r-1', Name: 'Root', Policies: [{ Id: 'p-1', Name: 'Baseline' }] }],
};
const MANAGED: TestServer = {
  ...ACCOUNT,
  'ec2:GetSerialConsoleAccessStatus': ok({ SerialConsoleAccessEnabled: true, ManagedBy: 'declarative-policy' }),
  'console:GetNodeEffectivePolicy': ok(EFFECTIVE),
};

const open = (server: TestServer) => openPage(<Ec2SettingsPage accountId="111122223333" region="eu-central-1" />, server);
const panel = async (name: string) => (await screen.findByRole('heading', { name })).closest('section') as HTMLElement;

it('shows the values of the Region, with buttons that edit them', async () => {
  open(ACCOUNT);
  await screen.findByText('V2 only (token required)');
  expect(screen.getAllByRole('button', { name: /^Edit / })).toHaveLength(5);
  expect(screen.getByText(/for eu-central-1/)).toBeTruthy();
  expect(screen.queryByText('Managed by a declarative policy')).toBeNull();
});

it('names the policy that decides a setting in place of the button that edits it', async () => {
  open(MANAGED);
  const serial = await panel('EC2 Serial Console');
  const link = await within(serial).findByRole('link', { name: 'Baseline' });
  expect(link.getAttribute('href')).toContain('/organizations/policies/declarative_policy_ec2/p-1');
  expect(within(serial).getByText('Allowed')).toBeTruthy();
  expect(within(serial).getByText(/Message for a refused change: “x”/)).toBeTruthy();
  expect(within(serial).queryByRole('button', { name: /Edit/ })).toBeNull();
  expect(screen.getAllByRole('button', { name: /^Edit / })).toHaveLength(4);
});

it('says that a policy decides, also to a reader who may not read policies', async () => {
  open({ ...MANAGED, 'console:GetNodeEffectivePolicy': failed({ code: 'AccessDenied', message: 'No.' }) });
  const serial = await panel('EC2 Serial Console');
  expect(await within(serial).findByText('Managed by a declarative policy')).toBeTruthy();
  expect(within(serial).queryByRole('button', { name: /Edit/ })).toBeNull();
});

it('shows what is denied in its own panel, and why an edit is not possible', async () => {
  open({
    ...ACCOUNT,
    'ec2:GetAllowedImagesSettings': denied('ec2:GetAllowedImagesSettings'),
    'console:ListUnavailableActions': lacking('ec2:EnableSerialConsoleAccess'),
  });
  expect(await within(await panel('Allowed AMIs')).findByText(/don’t have permission to view Allowed AMIs/)).toBeTruthy();
  const button = within(await panel('EC2 Serial Console')).getByRole('button', { name: 'Edit EC2 Serial Console' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(within(await panel('IMDS defaults')).getByRole('button', { name: 'Edit IMDS defaults' })).toBeTruthy();
});
