/** A piece of a command line, for its color. */
export type CommandPiece = { text: string; kind: 'word' | 'option' | 'string' };

const PIECE = /'[^']*'?|"(?:[^"\\]|\\.)*"?|(?<=^|\s)--?[A-Za-z][\w-]*|[^\s'"]+|\s+/gs;

/** Returns the pieces of a command. They are for the eye alone: the shell reads the text by itself. */
export function commandPieces(command: string): readonly CommandPiece[] {
  const pieces: CommandPiece[] = [];
  for (const [text] of command.matchAll(PIECE)) {
    const kind = /^['"]/.test(text) ? 'string' : /^--?[A-Za-z]/.test(text) ? 'option' : 'word';
    const last = pieces.at(-1);
    if (last?.kind === kind) last.text += text;
    else pieces.push({ text, kind });
  }
  return pieces;
}
