import { z } from 'zod';
import { text } from '../../core/shapes';

// The service's model has no lengths of texts. The maximum of maxResults has a message of its own.
const accessToken = text({ min: 1, max: 4_096 });
const accountId = text({ min: 1, max: 64 });
const paging = { nextToken: text({ max: 1_024 }).optional(), maxResults: z.number().int().optional() };
export type PagingInput = { nextToken?: string | undefined; maxResults?: number | undefined };

export const TokenInput = z.object({ accessToken });
export const ListAccountsInput = z.object({ accessToken, ...paging });
export const ListAccountRolesInput = z.object({ accessToken, accountId, ...paging });
export const GetRoleCredentialsInput = z.object({ accessToken, accountId, roleName: text({ min: 1, max: 128 }) });
