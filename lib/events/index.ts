import { CountEvents, GetAuthorizationDetails, GetEvent, ListOwnDenials, LookupEvents } from './operations';

export const eventOperations = { LookupEvents, CountEvents, ListOwnDenials, GetEvent, GetAuthorizationDetails };
