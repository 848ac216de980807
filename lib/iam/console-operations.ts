import { ListUserOverviews } from './user/overview';

/** Reads of the console that AWS has no operation for. Not on the wire API. */
export const iamConsoleOperations = { ListUserOverviews };
