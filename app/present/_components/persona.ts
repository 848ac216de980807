/** Somebody who is signed in with this browser. `arn`: as which they call. */
export type Persona = { name: string; basePath: string; label: string; account: string; arn: string };
