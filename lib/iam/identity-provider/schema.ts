import { z } from 'zod';
import { Arn } from '../../core/shapes';

export const ListIdentityProviderOverviewsInput = z.object({});
export const ListRolesForIdentityProviderInput = z.object({ ProviderArn: Arn });
