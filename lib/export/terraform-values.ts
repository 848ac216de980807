/** An expression of the Terraform language. */
export type Expression = { readonly code: string };
/** Several blocks of the same name. */
export type Blocks = { readonly blocks: readonly Readonly<Record<string, string>>[] };
export type Value = string | number | boolean | Expression | readonly (string | Expression)[] | Blocks;
export type Arguments = Readonly<Record<string, Value | undefined>>;
