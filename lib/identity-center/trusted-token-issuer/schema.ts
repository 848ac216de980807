import { z } from 'zod';
import { text } from '../../core/shapes';
import { InstanceArn, Paging } from '../shapes';

// Patterns and lengths: the service model of sso-admin, as listed in the API reference of each operation.

export const ListTrustedTokenIssuersInput = z.object({ InstanceArn, ...Paging });
export const DescribeTrustedTokenIssuerInput = z.object({
  TrustedTokenIssuerArn: text({
    pattern:
      'arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):sso::\\d{12}:trustedTokenIssuer/(sso)?ins-[a-zA-Z0-9-.]{16}/tti-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    min: 10,
    max: 1224,
  }),
});
