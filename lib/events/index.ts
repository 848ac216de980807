import { GetAuthorizationDetails, GetEvent, LookupEvents } from './operations';

export const eventOperations = { LookupEvents, GetEvent, GetAuthorizationDetails };
