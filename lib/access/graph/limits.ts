/** More are counted, not drawn. */
export const MOST_NODES = 2_000;
export const MOST_EDGES = 6_000;
/** Of one node in one direction: those after them say nothing new of it. */
export const MOST_OF_NODE = 200;
