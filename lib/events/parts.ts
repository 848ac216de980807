import { cloudTrailOperations } from '.';

export { eventOperations as consoleOperations } from '.';
export const operations = { cloudtrail: cloudTrailOperations };
