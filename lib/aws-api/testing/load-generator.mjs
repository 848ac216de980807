// Runs in a worker thread, and sends prepared HTTP requests over keep-alive connections as fast as possible. Each connection
// waits for its answer before it sends the next request. The thread reports the requests per second and their durations. Any
// message ends it early.
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

if (!parentPort) throw new Error('It runs in a worker thread.');
/** @type {{ port: number, connections: number, requests: string[], repeat: number }} */
const { port, connections, requests, repeat } = workerData;
const messages = requests.map((text) => Buffer.from(text));
let total = messages.length * repeat;
const times = new Float64Array(total);
/** @type {Record<string, number>} */
const statuses = {};
let next = 0;
let answered = 0;
parentPort.once('message', () => {
  total = next;
});

const started = performance.now();
await Promise.all(Array.from({ length: connections }, drive));
const elapsed = performance.now() - started;
times.subarray(0, answered).sort();
const at = (/** @type {number} */ part) => times[Math.floor(answered * part)];
parentPort.postMessage({ perSecond: (answered / elapsed) * 1000, p50: at(0.5), p99: at(0.99), answered, statuses });

/** @returns {Promise<void>} */
function drive() {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let pending = '';
    const socket = connect(port, '127.0.0.1');
    const send = () => {
      if (next >= total) {
        socket.end();
        resolve();
        return;
      }
      sent = performance.now();
      socket.write(messages[next++ % messages.length] ?? '');
    };
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('data', (chunk) => {
      pending += chunk;
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      times[answered++] = performance.now() - sent;
      const status = pending.slice(9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      pending = '';
      send();
    });
  });
}
