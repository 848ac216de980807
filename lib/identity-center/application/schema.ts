import { z } from 'zod';
import { text } from '../../core/shapes';
import { AccountId, ApplicationArn, ClientToken, InstanceArn, Paging, PrincipalId, PrincipalType, Tags } from '../shapes';

// Patterns and lengths: the service model of sso-admin, as listed in the API reference of each operation.

export const ApplicationProviderArn = text({
  pattern: 'arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::aws:applicationProvider/[a-zA-Z0-9-/]+',
  min: 10,
  max: 1224,
});

export const Status = z.enum(['ENABLED', 'DISABLED']);
export const Origin = z.enum(['IDENTITY_CENTER', 'APPLICATION']);
export const ApplicationName = text({ min: 1, max: 100 });
export const ApplicationDescription = text({ min: 1, max: 128 });
export const ApplicationUrl = text({
  pattern: 'http(s)?:\\/\\/[-a-zA-Z0-9+&@#\\/%?=~_|!:,.;]*[-a-zA-Z0-9+&bb@#\\/%?=~_|]',
  min: 1,
  max: 512,
});

const SignInOptions = z.object({ Origin, ApplicationUrl: ApplicationUrl.optional() });
export const PortalOptions = z.object({ SignInOptions: SignInOptions.optional(), Visibility: Status.optional() });
export type PortalOptions = z.output<typeof PortalOptions>;

export const CreateApplicationInput = z.object({
  InstanceArn,
  ApplicationProviderArn,
  Name: ApplicationName,
  Description: ApplicationDescription.optional(),
  PortalOptions: PortalOptions.optional(),
  Status: Status.optional(),
  Tags: Tags.optional(),
  ClientToken: ClientToken.optional(),
});

const Named = { ApplicationArn };
export const DescribeApplicationInput = z.object(Named);
export const UpdateApplicationInput = z.object({
  ...Named,
  Name: ApplicationName.optional(),
  Description: ApplicationDescription.optional(),
  Status: Status.optional(),
  PortalOptions: PortalOptions.pick({ SignInOptions: true }).optional(),
});
export const DeleteApplicationInput = z.object(Named);
export const ListApplicationsInput = z.object({
  InstanceArn,
  Filter: z
    .object({ ApplicationAccount: AccountId.optional(), ApplicationProvider: ApplicationProviderArn.optional() })
    .optional(),
  ...Paging,
});

const Assigned = { ...Named, PrincipalType, PrincipalId };
export const ApplicationAssignmentInput = z.object(Assigned);
export const ListApplicationAssignmentsInput = z.object({ ...Named, ...Paging });
export const ListApplicationAssignmentsForPrincipalInput = z.object({
  InstanceArn,
  PrincipalType,
  PrincipalId,
  Filter: z.object({ ApplicationArn: ApplicationArn.optional() }).optional(),
  ...Paging,
});
export const GetApplicationAssignmentConfigurationInput = z.object(Named);
export const PutApplicationAssignmentConfigurationInput = z.object({ ...Named, AssignmentRequired: z.boolean() });

export const ListApplicationProvidersInput = z.object({ ...Paging });
export const DescribeApplicationProviderInput = z.object({ ApplicationProviderArn });
