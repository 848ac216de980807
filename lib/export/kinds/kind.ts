import type { Partition } from '../../core/call';
import type { Block, Json } from '../cloudformation-values';
import type { WithoutOrphans } from '../document-principals';
import type { ExportFormat } from '../export-format';
import type { RebuildCall } from '../rebuild-call';
import type { Tag } from '../tag';
import type { Arguments, Expression, Value } from '../terraform-values';

/** The state that resources of all kinds have. `policy` is a document. */
export type Located = { region: string; tags: readonly Tag[]; policy?: string };

export type CallInput = Readonly<Record<string, unknown>>;

/** The context of a resource's calls. */
export type Rebuilding = {
  owner: { accountId: string; partition: Partition };
  /** The resource's policy without deleted principals; its document is empty if the resource has no policy. */
  policy: WithoutOrphans;
  /** Returns a call in the resource's Region. Members of the input that are undefined are left out. */
  call: (service: string, operation: string, input: CallInput) => RebuildCall;
};

/** The context of a resource's template. */
export type Templating = {
  /** The resource's policy, or undefined if it has none. */
  document: unknown;
  /** The note on what was removed from the policy. */
  note: string | undefined;
  /** The note as metadata of a block. */
  Metadata: { Metadata?: Json };
  /** Returns the name of a block. */
  own: (type: string, suffix?: string) => string;
  /** Returns the block of a policy, or none if the resource has no policy. */
  policy: (type: string, properties: Json) => Block[];
};

/** The context of a resource's Terraform blocks. */
export type TerraformWriting = {
  /** The resource's policy; empty if it has none. */
  document: string;
  /**
   * Writes a block with the resource's Region.
   * @returns the address of the block
   */
  block: (type: string, given: Arguments, more?: { tagged?: true; suffix?: string }) => string;
  /** Writes the block of the policy, unless the resource has none. */
  policy: (type: string, of: Arguments) => void;
  /** Returns the policy as an expression. */
  documentOf: (text: string) => Expression;
  comment: (text: string) => void;
  /** Returns a reference if the resource is in the file, otherwise its ARN. */
  arnValue: (arn: string) => Value;
};

type PartOfCalls<State> = { title: string; calls(state: State, to: Rebuilding): RebuildCall[] };

/**
 * A kind of resource in exports is a value. It holds the state that is exported, and how each format creates it. The recipe of
 * its kind reads the state (`lib/console/recipes/resources`).
 */
export type ExportedKind<State extends Located & { kind: string }> = {
  kind: State['kind'];
  /** Returns a resource's name within its kind and Region. */
  nameOf(state: State): string;
  /** Returns an id that distinguishes resources with the same name. */
  idOf?(state: State): string;
  /** The calls, without policies, that create what others name by a generated id. */
  first?: PartOfCalls<State>;
  /** The calls that create the rest, and everything that names principals. */
  last: PartOfCalls<State>;
  template(state: State, to: Templating): Block[];
  terraform(state: State, to: TerraformWriting): void;
  /** Returns sentences about what a format leaves out of resources of the kind, of which there is at least one. */
  leftOut(all: readonly State[], format: ExportFormat): string[];
};

/** Types a kind. It adds nothing. */
export function defineExportedKind<State extends Located & { kind: string }>(kind: ExportedKind<State>): ExportedKind<State> {
  return kind;
}

/** Returns the block's attribute as a reference. */
export function reference(address: string, attribute: string): Expression {
  return { code: `${address}.${attribute}` };
}

/** Returns a call with the note on what could not be carried over. */
export function noted(made: RebuildCall, { note }: { note?: string | undefined }): RebuildCall {
  return note === undefined ? made : { ...made, note };
}

/** Returns tags for an input, or undefined if there are none. */
export function someTags(tags: readonly Tag[]): readonly Tag[] | undefined {
  return tags.length > 0 ? tags : undefined;
}

/** Returns tags by key for an input, or undefined if there are none. */
export function tagsByKey(tags: readonly Tag[]): Readonly<Record<string, string>> | undefined {
  return someTags(tags) && Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Returns attributes with the policy for an input, or undefined if there are none. */
export function attributesWithPolicy(
  attributes: Readonly<Record<string, string>>,
  { document }: WithoutOrphans,
): Readonly<Record<string, string>> | undefined {
  const all = { ...attributes, ...(document !== '' && { Policy: document }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Returns an attribute that its service writes as text, as a number or as true or false. */
export function numberOrFlag(value: string): number | boolean {
  return /^\d+$/.test(value) ? Number(value) : value === 'true';
}

export const MESSAGES_LEFT_OUT = 'Messages are left out.';
export const OTHER_IDS = 'Keys and secrets get new ids. Documents that name them still have the old ones.';
