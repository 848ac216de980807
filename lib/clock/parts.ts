export { clockOperations as consoleOperations } from './operations';
