import { runAws } from '../../aws-cli/command';
import type { CallAnswer, SentCall } from '../../aws-cli/io';
import type { FromShell, ToShell } from '../messages';
import { Shell } from '../shell';
import { openShell, type WorkerLike } from '../shell-client';

/** The world of a tested line. `call` makes the calls of `aws`. */
export type LineWorld = { call: (request: SentCall) => Promise<CallAnswer>; now?: Date; region?: string };

export type LineEnd = { stdout: string; stderr: string; status: number };

/** Runs a line in a new shell with an empty home folder. */
export function runLine(line: string, { call, now = new Date(), region = 'us-east-1' }: LineWorld): Promise<LineEnd> {
  const worker: WorkerLike = { postMessage: (message) => receive(message), onmessage: null, terminate: () => undefined };
  const shell = new Shell({ post: (data) => worker.onmessage?.({ data }), runAws, now: () => now });
  const receive = (message: ToShell) => shell.receive(message);
  const text = { stdout: '', stderr: '' };
  return new Promise((resolve) => {
    const listener = (message: FromShell) => {
      if (message.type === 'output') text[message.stream] += message.text;
      if (message.type === 'incomplete') resolve({ ...text, stderr: 'The line is incomplete.', status: 2 });
      if (message.type === 'done') resolve({ ...text, status: message.status });
    };
    const client = openShell({
      newWorker: () => worker,
      listener,
      services: {
        call: ({ credentials, ...request }) => {
          if (typeof credentials !== 'string' && 'profile' in credentials)
            throw new Error('A tested line has no other sessions.');
          return call({ ...request, credentials });
        },
        sessions: async () => [],
        home: async () => [],
        edit: async () => null,
        download: async () => undefined,
        gatehouse: async () => ({ stdout: '', stderr: '', status: 0 }),
      },
      environment: { AWS_REGION: region },
      prompt: { user: 'student', account: '123456789012', isRoot: false },
      columns: 80,
      regions: [],
    });
    client.run(1, line);
  });
}
