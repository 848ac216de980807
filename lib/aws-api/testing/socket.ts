import { connect, type Socket } from 'node:net';

export type RawAnswer = { status: number; headers: ReadonlyMap<string, string>; body: string };

/** Sends text over a new socket and reads one answer. Then it closes the connection. */
export async function sendRaw(port: number, text: string | Buffer): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(text);
    return await readAnswer(socket);
  } finally {
    socket.destroy();
  }
}

/** Reads one answer from a socket. Rejects when the other side ends before the answer is complete. */
export function readAnswer(socket: Socket): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let received = '';
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const answer = parseAnswer(received);
      if (!answer) return;
      socket.off('data', onData);
      resolve(answer);
    };
    socket.on('data', onData);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`the connection was closed after ${JSON.stringify(received.slice(0, 200))}`)));
  });
}

function parseAnswer(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const body = text.slice(end + 4);
  if (body.length < length) return null;
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: Buffer.from(body.slice(0, length), 'latin1').toString('utf8'),
  };
}

/** Returns the code and message of an error answer in either protocol. */
export function errorOf({ body }: RawAnswer): { code: string; message: string } {
  if (body.startsWith('{')) {
    const { __type, message, Message } = JSON.parse(body) as { __type: string; message?: string; Message?: string };
    return { code: __type, message: message ?? Message ?? '' };
  }
  const text = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? '';
  return {
    code: text('Code'),
    message: text('Message').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
  };
}
