import { z } from 'zod';
import { Paging } from '../shapes';

/** The default is ALL. */
export const CreateOrganizationInput = z.object({ FeatureSet: z.enum(['ALL', 'CONSOLIDATED_BILLING']).optional() });
export const DescribeOrganizationInput = z.object({});
export const DeleteOrganizationInput = z.object({});
export const ListRootsInput = z.object({ ...Paging });
