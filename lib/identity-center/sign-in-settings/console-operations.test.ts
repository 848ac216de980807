import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { userWith } from '../../organizations/test-organization';
import { instanceWorld } from '../test-instance';
import {
  GetMfaDeviceManagementForDirectory,
  GetSsoConfiguration,
  PutMfaDeviceManagementForDirectory,
  UpdateSSOConfiguration,
} from './console-operations';
import { type MfaSettings, NEW_MFA_SETTINGS } from './schema';

let world: TestWorld;
let root: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('management');
  await instanceWorld(world, root);
});
afterAll(() => world.close());

it('a new instance asks at every sign-in and lets people register, for eight hours', async () => {
  expect(await root.run(GetMfaDeviceManagementForDirectory, {})).toEqual(NEW_MFA_SETTINGS);
  expect(NEW_MFA_SETTINGS).toMatchObject({ PromptMode: 'ALWAYS', WithoutDevice: 'REGISTER', SelfManaged: true });
  expect(await root.run(GetSsoConfiguration, {})).toEqual({ SessionMinutes: 480 });
});

it('keeps what it is given', async () => {
  const settings: MfaSettings = { PromptMode: 'NEVER', WithoutDevice: 'BLOCK', AllowedKinds: ['fido'], SelfManaged: false };
  await root.run(PutMfaDeviceManagementForDirectory, { ...settings, AllowedKinds: ['fido', 'fido'] });
  expect(await root.run(GetMfaDeviceManagementForDirectory, {})).toEqual(settings);
  await root.run(UpdateSSOConfiguration, { SessionMinutes: 129_600 });
  expect(await root.run(GetSsoConfiguration, {})).toEqual({ SessionMinutes: 129_600 });
});

it('refuses what AWS does not offer', async () => {
  expect((await root.fails(PutMfaDeviceManagementForDirectory, { ...NEW_MFA_SETTINGS, AllowedKinds: [] })).shape).toBe(
    'ValidationException',
  );
  for (const SessionMinutes of [14, 129_601, 60.5])
    expect((await root.fails(UpdateSSOConfiguration, { SessionMinutes })).shape).toBe('ValidationException');
});

it('takes the permission for each, and an instance', async () => {
  const reader = await userWith(world, root, 'reader', [{ Effect: 'Allow', Action: 'sso:Get*', Resource: '*' }]);
  await reader.run(GetMfaDeviceManagementForDirectory, {});
  await reader.run(GetSsoConfiguration, {});
  expect((await reader.fails(PutMfaDeviceManagementForDirectory, NEW_MFA_SETTINGS)).shape).toBe('AccessDenied');
  expect((await reader.fails(UpdateSSOConfiguration, { SessionMinutes: 60 })).shape).toBe('AccessDenied');
  const stranger = await world.account('stranger');
  expect((await stranger.fails(GetMfaDeviceManagementForDirectory, {})).shape).toBe('ValidationException');
  expect((await stranger.fails(UpdateSSOConfiguration, { SessionMinutes: 60 })).shape).toBe('ValidationException');
});
