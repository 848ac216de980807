import { consoleQuery } from '@/lib/console/query';

export const scenariosQuery = () => consoleQuery('console', 'ListScenarios', {});
export const scenarioQuery = (id: string) => consoleQuery('console', 'GetScenario', { Id: id });
