export { accessOperations as consoleOperations } from '.';
