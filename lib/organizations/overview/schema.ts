import { z } from 'zod';

export const GetOrganizationTreeInput = z.object({});
export const GetAccountQuotaInput = z.object({});
export const ListPolicyOverviewsInput = z.object({});
