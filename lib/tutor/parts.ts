export { tutorOperations as consoleOperations } from './operations';
