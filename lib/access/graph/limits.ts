/** The most nodes and edges that are drawn. Further ones are counted. */
export const MOST_NODES = 2_000;
export const MOST_EDGES = 6_000;
/** The most edges of one node in one direction. Further ones add little. */
export const MOST_OF_NODE = 200;
/** The most assignments of a group or person of IAM Identity Center in the whole graph. Around the group, there are as many as for any node. */
export const MOST_ASSIGNED = 20;
