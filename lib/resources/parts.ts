import { CountResources } from './count-operations';

export const consoleOperations = { CountResources };
