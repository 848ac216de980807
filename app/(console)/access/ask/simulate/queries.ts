import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { SimulateAccessInput } from '@/lib/access/schema';
import type { SimulateAccess } from '@/lib/access/simulate/operations';
import { consoleQuery, type ReadKey, type ReadOf } from '@/lib/console/query';
import { callAction } from '@/lib/console/session/shown-identity';
import { simulateAccess } from './actions';

export type Simulation = z.input<typeof SimulateAccessInput>;

/** Reads all services by name, and the actions of the named ones. */
export const catalogQuery = (Prefixes: string[]) => consoleQuery('console', 'GetCatalog', { Prefixes });

export const simulationQuery = (simulation: Simulation) =>
  queryOptions<ReadOf<typeof SimulateAccess>, Error, ReadOf<typeof SimulateAccess>, ReadKey>({
    queryKey: ['console', 'SimulateAccess', simulation],
    queryFn: () => callAction(simulateAccess, simulation),
    staleTime: 30_000,
  });
