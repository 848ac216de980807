import pino from 'pino';

/** The process's log: JSON lines on standard error, so that standard output stays the user's. */
export const log = pino({ level: process.env.LOG_LEVEL ?? 'warn', base: undefined }, pino.destination(2));
