import { z } from 'zod';
import { Tag, text } from '../core/shapes';

// Patterns and lengths: the service model of sso-admin, as listed in the API reference of each operation.
const INSTANCE = '(sso)?ins-[a-zA-Z0-9-.]{16}';

export const InstanceArn = text({
  pattern: `arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso:::instance/${INSTANCE}`,
  min: 10,
  max: 1224,
});
export const InstanceName = text({ pattern: '[\\w+=,.@-]+', max: 255 });

/** The members of every list with pages. */
export const Paging = {
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: text({ pattern: '[-a-zA-Z0-9+=/_]*', max: 2048 }).optional(),
};

export const PermissionSetArn = text({
  pattern: `arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso:::permissionSet/${INSTANCE}/ps-[a-zA-Z0-9-./]{16}`,
  min: 10,
  max: 1224,
});
export const AccountId = text({ pattern: '\\d{12}', min: 12, max: 12 });
export const PrincipalId = text({
  pattern: '([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}',
  min: 1,
  max: 47,
});
export const PrincipalType = z.enum(['USER', 'GROUP']);
/** An asynchronous request. */
export const RequestId = text({
  pattern: '\\b[0-9a-f]{8}\\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\\b[0-9a-f]{12}\\b',
  min: 36,
  max: 36,
});
/** Any resource that has tags. */
export const TaggableArn = text({
  pattern:
    'arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::((:instance/(sso)?ins-[a-zA-Z0-9-.]{16})|(:permissionSet/(sso)?ins-[a-zA-Z0-9-.]{16}/ps-[a-zA-Z0-9-./]{16})|(\\d{12}:application/(sso)?ins-[a-zA-Z0-9-.]{16}/apl-[a-zA-Z0-9]{16})|(\\d{12}:trustedTokenIssuer/(sso)?ins-[a-zA-Z0-9-.]{16}/tti-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}))',
  min: 10,
  max: 2048,
});
export const RequestFilter = z.object({ Status: z.enum(['IN_PROGRESS', 'FAILED', 'SUCCEEDED']).optional() }).optional();
export const ApplicationArn = text({
  pattern: `arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::\\d{12}:application/${INSTANCE}/apl-[a-zA-Z0-9]{16}`,
  min: 10,
  max: 1224,
});
export const ClientToken = text({ pattern: '[!-~]+', min: 1, max: 64 });
/** AWS's model allows more tags in a request than a resource may have. */
export const Tags = z.array(Tag).max(75);
