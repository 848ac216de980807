import pino from 'pino';
import { settings } from './settings';

/** The process's log: JSON lines on standard error, so that standard output stays the user's. */
export const log = pino({ level: settings().logLevel, base: undefined }, pino.destination(2));
