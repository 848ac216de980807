import { GetAccountQuota, GetOrganizationTree, ListAccountOverviews, ListPolicyOverviews } from './overview/operations';

/** Reads of the console that AWS has no operation for. Not on the wire API. */
export const organizationsConsoleOperations = { GetAccountQuota, GetOrganizationTree, ListAccountOverviews, ListPolicyOverviews };
