import type { Actor, TestWorld } from '../../core/test-world';

export type Stage = { world: TestWorld; root: Actor; me: Actor };
/** A method's extra resources, the resource of each permission (all by default), and its calls. */
export type Play = {
  on?: Readonly<Record<string, string>>;
  walk?: () => Promise<Actor | null>;
  /** The caller, if it is not the user `me`. */
  role?: Actor;
  /** Grants a policy document, if not by an inline policy. */
  grant?: (document: string) => Promise<unknown>;
  /** The root user of the account with the path, if it is another than the scene's. */
  root?: Actor;
  /** The last part of the ARN of the caller `role`. */
  name?: string;
  /** Sets a boundary, if `grant` is set. */
  bound?: () => Promise<unknown>;
};
