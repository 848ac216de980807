/** Changes policies in their text: blocks, gestures, statements. */

export { applyEdits } from '../validate/edits';
export type { TextEdit } from '../validate/types';
export { type BlocksResult, blockAt, type PolicyBlock, type PolicyBlocks, toBlocks } from './blocks';
export { type Gesture, gestureEdits, type PrincipalMapKey } from './gestures';
export { lengthOf, shorterActions } from './shorter-actions';
export { addStatementEdits, cloneStatementEdits, freeSid, moveStatementEdits, newSid, removeStatementEdits } from './statements';
