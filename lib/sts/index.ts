import { GetAccessKeyInfo, GetCallerIdentity } from './caller/operations';

/** The operations of AWS Security Token Service, by name. */
export const stsOperations = { GetCallerIdentity, GetAccessKeyInfo };
