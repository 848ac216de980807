import { Account } from './account/resource';
import { Handshake } from './handshake/resource';
import { Organization } from './organization/resource';
import { Policy } from './policy/resource';
import { ResourcePolicy } from './resource-policy/resource';
import { OrganizationalUnit } from './unit/resource';

/** Every resource type of Organizations, in an order in which what refers to another comes after it. */
export const organizationsResources = [Organization, Account, OrganizationalUnit, Policy, Handshake, ResourcePolicy] as const;
