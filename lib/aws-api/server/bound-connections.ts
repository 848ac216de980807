import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the number of connections within `max`: a new one takes the place of the one that has been idle for longest, so that idle
 * connections, however many, keep nobody out. A connection is idle while no request on it has sent all its headers.
 * @returns ends all idle connections
 */
export function boundConnections(server: Server, max: number): () => void {
  const all = new Set<Socket>();
  // In the order in which they became idle.
  const idle = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    all.add(socket);
    idle.add(socket);
    socket.on('close', () => {
      all.delete(socket);
      idle.delete(socket);
    });
    if (all.size > max) {
      const [longest = socket] = idle;
      longest.destroy();
    }
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.on('close', () => {
      if (!socket.destroyed) idle.add(socket);
    });
  });
  return () => {
    for (const socket of idle) socket.destroy();
  };
}
