import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { z } from 'zod';
import { type AccessLevel, defineOperation } from '../../core/operation';
import { services } from '../server/services';

/** One operation of AWS's model and whether it can be called here. */
export type CoveredOperation = {
  Service: string;
  Name: string;
  Implemented: boolean;
  /** Of a service of which there is only a part. */
  Partly?: true;
  /** Absent where AWS's service authorization reference has no action of that name. */
  AccessLevel?: AccessLevel;
  /** What the action acts on, in the words of the reference; empty for actions that name no resource. */
  ResourceTypes: string[];
};

/**
 * Every operation that the SDK of each service has, in the order of services and names, held against the registries. Of services that are
 * there in part only those that are: what EC2 has besides would hide all else.
 */
export async function apiCoverage(): Promise<CoveredOperation[]> {
  // Loaded when asked for: pages have no use for the schemas of the SDK clients.
  const { loadModels, wireOperationNames } = await import('../protocol/sdk-schemas');
  await loadModels();
  const catalog = loadCatalog();
  return services().flatMap(({ name: Service, operations, partly }) =>
    (partly ? Object.keys(operations) : wireOperationNames(Service)).toSorted().map((Name) => {
      const operation = Object.hasOwn(operations, Name) ? operations[Name] : undefined;
      // S3 Control's actions are those of S3, some by another name than the call.
      const action = catalog.action(operation ? `${operation.service}:${operation.name}` : `${Service}:${Name}`);
      return {
        Service,
        Name,
        Implemented: operation !== undefined,
        ...(partly && { Partly: true as const }),
        AccessLevel: operation?.access ?? action?.accessLevel,
        ResourceTypes: action?.resourceTypes.map(({ name }) => name) ?? [],
      };
    }),
  );
}

/** Which operations of the services of the wire API can be called here. About the program and no account, so it needs no permission. */
export const GetApiCoverage = defineOperation({
  service: 'gatehouse',
  name: 'GetApiCoverage',
  access: 'Read',
  input: z.object({}),
  checks: () => [],
  run: async () => ({ Operations: await apiCoverage() }),
});
