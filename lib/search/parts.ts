import { SearchResources } from './operations';

export const consoleOperations = { SearchResources };
