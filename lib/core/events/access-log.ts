import pino, { type DestinationStream } from 'pino';
import type { CallObserver } from './call-records';

/** The most bytes that wait for a slow reader of standard error. Further lines are lost, since no call waits for its line. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * Returns an observer that writes one line of JSON per call, at level info. A line holds the time, the caller, the call, its
 * outcome and its duration in milliseconds. Only the fields below are written, so no input of a caller can appear in the log.
 * @param destination default: standard error
 */
export function accessLog(destination: DestinationStream = standardError()): CallObserver {
  const lines = pino({ level: 'info', base: undefined }, destination);
  return ({ requestId, via, service, operation, outcome, errorCode, durationMs, accountId, sourceIp }) =>
    lines.info({ requestId, via, service, operation, outcome, errorCode, durationMs, accountId, sourceIp }, 'call');
}

function standardError(): DestinationStream {
  const destination = pino.destination({ fd: 2, sync: false, maxLength: MOST_WAITING_BYTES });
  process.once('exit', () => destination.flushSync());
  return destination;
}
