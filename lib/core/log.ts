import pino from 'pino';
import { settings } from './settings';

/** The process's log: JSON lines on standard error, so that standard output stays free for the user. */
export const log = pino({ level: settings().logLevel, base: undefined }, pino.destination(2));
