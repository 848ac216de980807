/** A DynamoDB emulator without authorization, for the recipe of docs/authorization-api.md. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options?: { createTableMs?: number }): Server;
}
