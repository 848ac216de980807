import { z } from 'zod';
import { text } from '../core/shapes';

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
