import { GetAuthorizationDetails, GetEvent, ListOwnDenials, LookupEvents } from './operations';

export const eventOperations = { LookupEvents, ListOwnDenials, GetEvent, GetAuthorizationDetails };
