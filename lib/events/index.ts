import type { AnyOperation } from '../core/operation';
import { LookupEvents } from './lookup/operations';
import {
  CountEvents,
  GetAuthorizationDetails,
  GetEvent,
  GetOwnLastCall,
  ListOwnDenials,
  ListOwnLastChanges,
  SearchEvents,
} from './operations';

/** The operations of the event history pages. */
export const eventOperations = {
  SearchEvents,
  CountEvents,
  ListOwnDenials,
  GetOwnLastCall,
  ListOwnLastChanges,
  GetEvent,
  GetAuthorizationDetails,
};

/** The operations of AWS CloudTrail, by name. */
export const cloudTrailOperations = { LookupEvents } satisfies Readonly<Record<string, AnyOperation>>;
