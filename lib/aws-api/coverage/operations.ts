import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { z } from 'zod';
import { serviceNamed } from '../../core/module/module';
import { type AccessLevel, defineOperation } from '../../core/operation';
import { services } from '../server/services';
import { remarkOf } from './remarks';

/** An operation of AWS's model, and whether it can be called here. */
export type CoveredOperation = {
  Service: string;
  /** The service's name for people. */
  ServiceName: string;
  Name: string;
  Implemented: boolean;
  /** Set for a service that is emulated in part. */
  Partly?: true;
  /** Absent if the service authorization reference has no action of that name. */
  AccessLevel?: AccessLevel;
  /** The resource types of the action, in the words of the reference. Empty for actions without resources. */
  ResourceTypes: string[];
  /** How it differs from AWS, for operations that AWS does not document completely or that need others. */
  Remark?: string;
};

/**
 * Returns every operation in the SDK of each service, by service and name, compared with the registries. For services that are
 * emulated in part, it returns only the emulated ones: the rest of EC2 would hide everything else.
 */
export async function apiCoverage(): Promise<CoveredOperation[]> {
  // Loaded on demand, since pages do not need the schemas of the SDK clients.
  const { loadModels, wireOperationNames } = await import('../protocol/sdk-schemas');
  await loadModels();
  const catalog = loadCatalog();
  return services().flatMap(({ name: Service, title, operations, partly }) =>
    (partly ? Object.keys(operations) : wireOperationNames(Service)).toSorted().map((Name) => {
      const operation = Object.hasOwn(operations, Name) ? operations[Name] : undefined;
      // S3 Control's actions are S3's, some with another name than the call.
      const remark = operation && remarkOf(Service, Name);
      const action = catalog.action(operation ? `${operation.service}:${operation.name}` : `${Service}:${Name}`);
      return {
        Service,
        ServiceName: serviceNamed(Service)?.fullName ?? title,
        Name,
        Implemented: operation !== undefined,
        ...(partly && { Partly: true as const }),
        AccessLevel: operation?.access ?? action?.accessLevel,
        ResourceTypes: action?.resourceTypes.map(({ name }) => name) ?? [],
        ...(remark !== undefined && { Remark: remark }),
      };
    }),
  );
}

/**
 * Returns which operations of the wire API's services can be called here. It concerns the program and no account, so no
 * permission is needed.
 */
export const GetApiCoverage = defineOperation({
  service: 'gatehouse',
  name: 'GetApiCoverage',
  access: 'Read',
  input: z.object({}),
  checks: () => [],
  run: async () => ({ Operations: await apiCoverage() }),
});
