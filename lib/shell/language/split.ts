/** An expanded part of a word. `split` is true where the separators of IFS divide it. */
export type Piece = { text: string; quoted: boolean; split: boolean } | 'next';
export type Field = { text: string; quoted: boolean }[];

/** Divides pieces into fields. Quoted pieces make a field even if they are empty. */
export function splitFields(pieces: readonly Piece[], separators: string): Field[] {
  const blanks = [...separators].filter((one) => ' \t\n'.includes(one)).join('');
  const fields: Field[] = [];
  let field: Field | null = null;
  const add = (text: string, quoted: boolean) => {
    field ??= [];
    field.push({ text, quoted });
  };
  const end = () => {
    if (field) fields.push(field);
    field = null;
  };
  for (const piece of pieces) {
    if (piece === 'next') {
      end();
    } else if (!piece.split || separators === '') {
      if (piece.quoted || piece.text !== '') add(piece.text, piece.quoted);
    } else {
      let text = '';
      // A separator that is no blank ends a field even where nothing came before it.
      let afterBlank = false;
      for (const character of piece.text) {
        if (!separators.includes(character)) {
          if (afterBlank) end();
          afterBlank = false;
          text += character;
          continue;
        }
        if (text !== '') add(text, false);
        text = '';
        if (blanks.includes(character)) {
          if (field) afterBlank = true;
        } else {
          if (!field) add('', false);
          end();
          afterBlank = false;
        }
      }
      if (text !== '') add(text, false);
      if (afterBlank) end();
    }
  }
  end();
  return fields;
}
