import { Account } from './account/resource';
import { Handshake } from './handshake/resource';
import { Organization } from './organization/resource';
import { Policy } from './policy/resource';
import { ResourcePolicy } from './resource-policy/resource';
import { ResponsibilityTransfer } from './responsibility-transfer/resource';
import { OrganizationalUnit } from './unit/resource';

/** Every resource type of Organizations. Types come after those they refer to. */
export const organizationsResources = [
  Organization,
  Account,
  OrganizationalUnit,
  Policy,
  Handshake,
  ResourcePolicy,
  ResponsibilityTransfer,
] as const;
