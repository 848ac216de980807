import 'server-only';

export { type ConsoleOperations, findReadOperation } from './operations';
