/** An identity that is signed in with this browser. */
export type Persona = { name: string; basePath: string; label: string; account: string };
