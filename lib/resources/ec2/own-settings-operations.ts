import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { type OwnSettings, ownSettings } from './account-settings';

const READS = [
  'ec2:GetInstanceMetadataDefaults',
  'ec2:GetAllowedImagesSettings',
  'ec2:GetImageBlockPublicAccessState',
  'ec2:GetSnapshotBlockPublicAccessState',
  'ec2:GetSerialConsoleAccessStatus',
];

/**
 * Returns the settings that the account has set itself, by Region, also where an EC2 policy decides in their place. It needs permission in the
 * Regions with settings only, because guardrails can deny all others.
 */
export const ListOwnEc2Settings = defineOperation({
  service: 'gatehouse',
  name: 'ListOwnEc2Settings',
  access: 'List',
  input: z.object({}),
  target: (_input, scope) => ownSettings(scope),
  checks: (_input, _scope, own) =>
    own.flatMap(({ Region }) =>
      READS.map((action) => ({ action, resource: '*', context: { 'ec2:Region': Region, 'aws:RequestedRegion': Region } })),
    ),
  run: async (_input, _scope, Regions): Promise<{ Regions: OwnSettings[] }> => ({ Regions }),
});
