import { loadCatalog, readServiceDescriptions } from '@gatehouse/catalog/load-catalog';
import { listServicePrincipals } from '@gatehouse/catalog/managed-policies';
import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { before } from '../../core/text-parts';

/** The catalog for a browser: all services by name, and everything about those asked for. Not about anybody, so it needs no permission. */
export const GetCatalog = defineOperation({
  service: 'iam',
  name: 'GetCatalog',
  access: 'Read',
  input: z.object({ Prefixes: z.array(z.string().min(1).max(64)).max(500) }),
  checks: () => [],
  run: async ({ Prefixes }) => loadCatalog().payload(Prefixes),
});

/** What AWS says about each action of a service, by name without the prefix; empty for one that there is not. Not about anybody either. */
export const GetActionDescriptions = defineOperation({
  service: 'iam',
  name: 'GetActionDescriptions',
  access: 'Read',
  input: z.object({ Prefix: z.string().min(1).max(64) }),
  checks: () => [],
  run: async ({ Prefix }) => ({ Actions: readServiceDescriptions(Prefix)?.actions ?? {} }),
});

/** Service principals for a trust policy, for choosing. */
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

/** The service's name, where the first part of its principal is its prefix too. */
function serviceName(principal: string): string | undefined {
  const prefix = before(principal, '.');
  return loadCatalog()
    .services()
    .find((service) => service.prefix === prefix)?.name;
}
