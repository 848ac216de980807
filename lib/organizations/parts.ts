import { organizationsOperations } from '.';

export { organizationsConsoleOperations as consoleOperations } from './console-operations';
export const operations = { organizations: organizationsOperations };
