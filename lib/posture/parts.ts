export { postureOperations as consoleOperations } from '.';
