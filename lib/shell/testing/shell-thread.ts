import { parentPort } from 'node:worker_threads';
import { runAws } from '../../aws-cli/command';
import type { ToShell } from '../messages';
import { Shell } from '../shell';

/** A shell in a thread of Node.js, as the page's worker is one in a thread of the browser. */
const shell = new Shell({ post: (message) => parentPort?.postMessage(message), runAws });
parentPort?.on('message', (message: ToShell) => shell.receive(message));
