import { iamOperations } from '.';

export { iamConsoleOperations as consoleOperations } from './console-operations';
export const operations = { iam: iamOperations };
