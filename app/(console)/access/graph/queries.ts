import { consoleQuery } from '@/lib/console/query';

type Asked = { reach: 'account' | 'organization'; focus: string | null; steps: number };

/** Around a principal or resource, so many steps; without one of everybody. */
export const accessGraphQuery = ({ reach, focus, steps }: Asked) =>
  consoleQuery('console', 'GetAccessGraph', { Reach: reach, ...(focus !== null && { Focus: focus, Steps: steps }) });
