import { consoleQuery } from '@/lib/console/query';

type Asked = { reach: 'account' | 'organization'; focus: string | null; steps: number };

/** Reads the graph around a principal or resource, with a number of steps, or the whole graph. */
export const accessGraphQuery = ({ reach, focus, steps }: Asked) =>
  consoleQuery('console', 'GetAccessGraph', { Reach: reach, ...(focus !== null && { Focus: focus, Steps: steps }) });
