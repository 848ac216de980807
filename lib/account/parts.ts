export { accountOperations as consoleOperations } from '.';
