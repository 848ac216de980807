/** An emulator of DynamoDB that lets everybody do everything: what the recipe of docs/authorization-api.md guards. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options?: { createTableMs?: number }): Server;
}
