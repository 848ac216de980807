import { z } from 'zod';
import { text } from '../../core/shapes';
import { ClientToken, InstanceArn, InstanceName, Paging, Tags } from '../shapes';

export { InstanceName };

export const ListInstancesInput = z.object({ ...Paging });
export const DescribeInstanceInput = z.object({ InstanceArn });
/** The customer's own keys are not emulated, so AWS's key is the only type. */
const EncryptionConfiguration = z.object({
  KeyType: z.enum(['AWS_OWNED_KMS_KEY', 'CUSTOMER_MANAGED_KEY']),
  KmsKeyArn: z.string().optional(),
});
export const UpdateInstanceInput = z.object({
  InstanceArn,
  Name: InstanceName.optional(),
  EncryptionConfiguration: EncryptionConfiguration.optional(),
  PermissionSetsEnabled: z.boolean().optional(),
});
export const CreateInstanceInput = z.object({
  Name: InstanceName.optional(),
  ClientToken: ClientToken.optional(),
  Tags: Tags.optional(),
});
export const DeleteInstanceInput = z.object({ InstanceArn });
export const ListRegionsInput = z.object({ InstanceArn, ...Paging });
export const DescribeRegionInput = z.object({
  InstanceArn,
  RegionName: text({ pattern: '([a-z]+-){2,3}\\d', min: 1, max: 32 }),
});
export const StartSSOInput = z.object({});
export const GetIdentityCenterInput = z.object({});
