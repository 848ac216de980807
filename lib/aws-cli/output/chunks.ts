/** The parts of a long output. Between two parts, other work of the thread may run. Parts may be empty. */
export type Chunks = Generator<string, void, undefined>;
