import { storageProblem } from '../core/run/storage';
import { type LoopDelay, loopDelay } from '../core/work/loop-delay';
import { runtime } from './runtime';

export type Health = { status: 'ok'; eventLoopDelay: LoopDelay } | { status: 'unavailable'; message: string };

/** Returns whether calls can be answered and recorded, for start scripts and monitors. It reveals nothing about stored data. */
export async function readHealth(): Promise<Health> {
  const { database } = await runtime();
  const message = await storageProblem(database);
  return message === null ? { status: 'ok', eventLoopDelay: loopDelay() } : { status: 'unavailable', message };
}
