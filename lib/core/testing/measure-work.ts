import { readFileSync } from 'node:fs';

/**
 * The cost of some work: seconds of wall time, of processor time for all threads and for the answering thread, and how long it
 * held that thread.
 */
export type Work = { wall: number; processor: number; own: number; longestMs: number };

/**
 * Measures work while a timer is due every millisecond. Times are processor times if the system reports them per thread, so other work on the machine
 * does not count. Without such reports, blocked time is wall time.
 */
export async function measureWork<Answer>(work: () => Promise<Answer>): Promise<Work & { answer: Answer }> {
  const [wall, own, processor] = [stopwatch(() => performance.now()), stopwatch(ownTime), stopwatch(processorTime)];
  let [longest, turned] = [0, 0];
  const turn = () => {
    const spent = own();
    longest = Math.max(longest, spent - turned);
    turned = spent;
  };
  const timer = setInterval(turn, 1);
  const answer = await work();
  clearInterval(timer);
  turn();
  return { answer, wall: wall() / 1000, processor: processor() / 1000, own: turned / 1000, longestMs: longest };
}

function stopwatch(now: () => number): () => number {
  const start = now();
  return () => now() - start;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Returns this thread's processor time in milliseconds. Linux reports it for the first thread of a process. */
function ownTime(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
