import { type LoopDelay, loopDelay } from '../core/loop-delay';
import { storageProblem } from '../core/storage';
import { runtime } from './runtime';

export type Health = { status: 'ok'; eventLoopDelay: LoopDelay } | { status: 'unavailable'; message: string };

/** Whether calls can be answered and recorded: for start scripts and monitors. Says nothing about what is stored. */
export async function readHealth(): Promise<Health> {
  const { database } = await runtime();
  const message = await storageProblem(database);
  return message === null ? { status: 'ok', eventLoopDelay: loopDelay() } : { status: 'unavailable', message };
}
