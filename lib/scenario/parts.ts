export { scenarioOperations as consoleOperations } from '.';
