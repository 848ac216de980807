export { responsibilityOperations as consoleOperations } from './operations';
