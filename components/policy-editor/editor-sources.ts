/** A user, role or account that can be named. */
export type NamedPrincipal = { arn: string; name: string; kind: string };

/** What the console knows of the account around an editor, to be suggested. Each answers with nothing where the reader may not list it. */
export type EditorSources = {
  accountId(): Promise<string | undefined>;
  organizationId(): Promise<string | undefined>;
  /** ARNs of what an action can be about, by a part of their text. */
  resources(action: string, text: string): Promise<readonly string[]>;
  principals(text: string): Promise<readonly NamedPrincipal[]>;
  /** Identity providers of the account, by ARN. */
  providers(): Promise<readonly string[]>;
  /** Who users and roles of the account were that are gone, by the ids that stand for them. */
  deleted(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Names such as `ec2.amazonaws.com`. */
  services(): Promise<readonly string[]>;
  /** What AWS says about the actions of a service, by name without the prefix. */
  descriptions(service: string): Promise<Readonly<Record<string, string>>>;
};
