export { tokenIssuerOperations as consoleOperations } from '.';
