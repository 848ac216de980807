export { snapshotOperations as consoleOperations } from '.';
