/** A user, role or account to choose. */
export type NamedPrincipal = { arn: string; name: string; kind: string };

/** Suggestions from the account of an editor. Each is empty if the reader has no permission. */
export type EditorSources = {
  accountId(): Promise<string | undefined>;
  organizationId(): Promise<string | undefined>;
  /** Returns ARNs for an action's resource, by part of their text. */
  resources(action: string, text: string): Promise<readonly string[]>;
  principals(text: string): Promise<readonly NamedPrincipal[]>;
  /** Returns the account's identity providers, by ARN. */
  providers(): Promise<readonly string[]>;
  /** Returns the former names of deleted users and roles, by unique ID. */
  deleted(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Returns names such as `ec2.amazonaws.com`. */
  services(): Promise<readonly string[]>;
  /** Returns AWS's descriptions of a service's actions, by name without the prefix. */
  descriptions(service: string): Promise<Readonly<Record<string, string>>>;
};
