import { loadCatalog, readServiceDescriptions } from '@gatehouse/catalog/load-catalog';
import { listServicePrincipals } from '@gatehouse/catalog/managed-policies';
import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { before } from '../../core/text/text-parts';

/**
 * Returns the catalog for a browser: all services by name, and the details of the requested ones. It contains no account data, so it needs
 * no permission.
 */
export const GetCatalog = defineOperation({
  service: 'iam',
  name: 'GetCatalog',
  access: 'Read',
  input: z.object({ Prefixes: z.array(z.string().min(1).max(64)).max(500) }),
  checks: () => [],
  run: async ({ Prefixes }) => loadCatalog().payload(Prefixes),
});

/**
 * Returns AWS's descriptions of a service's actions by name without the prefix, and nothing for unknown services. It needs no permission
 * either.
 */
export const GetActionDescriptions = defineOperation({
  service: 'iam',
  name: 'GetActionDescriptions',
  access: 'Read',
  input: z.object({ Prefix: z.string().min(1).max(64) }),
  checks: () => [],
  run: async ({ Prefix }) => ({ Actions: readServiceDescriptions(Prefix)?.actions ?? {} }),
});

/** Lists the service principals that a trust policy can name. */
export const ListServicePrincipals = defineOperation({
  service: 'iam',
  name: 'ListServicePrincipals',
  access: 'List',
  input: z.object({}),
  checks: () => [],
  run: async () => ({
    Principals: listServicePrincipals().map((Principal) => ({ Principal, Name: serviceName(Principal) })),
  }),
});

/** Returns the service's name if the first part of its principal is also its prefix. */
function serviceName(principal: string): string | undefined {
  const prefix = before(principal, '.');
  return loadCatalog()
    .services()
    .find((service) => service.prefix === prefix)?.name;
}
