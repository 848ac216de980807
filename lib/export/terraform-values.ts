/** An expression of the Terraform language. */
export type Expression = { readonly code: string };
/** Several blocks of the same name. */
export type Blocks = { readonly blocks: readonly Arguments[] };
export type Value = string | number | boolean | Expression | readonly (string | Expression)[] | Blocks;
export type Arguments = { readonly [name: string]: Value | undefined };
