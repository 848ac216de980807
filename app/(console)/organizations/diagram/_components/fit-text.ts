/** The width of characters, as a part of the font size. Source: measured for Inter, whose fallbacks are not wider. */
const NARROW = 0.32;
const USUAL = 0.58;
const CAPITAL = 0.7;
const WIDE = 0.92;
const FULL = 1.05;

function widthOf(character: string): number {
  if (/[ijlI.,:;'|!()[\]]/.test(character)) return NARROW;
  if (/[mwMW@%]/.test(character)) return WIDE;
  if (/[A-Z0-9]/.test(character)) return CAPITAL;
  return (character.codePointAt(0) ?? 0) > 0x2e7f ? FULL : USUAL;
}

/** Returns a text that fits into a width, shortened with an ellipsis. An SVG picture has no layout that could do it. */
export function fitText(text: string, width: number, fontSize: number): string {
  const characters = [...text];
  const room = width / fontSize;
  let used = 0;
  let fitting = 0;
  for (const character of characters) {
    used += widthOf(character);
    if (used + widthOf('…') <= room) fitting += 1;
  }
  return used <= room ? text : `${characters.slice(0, fitting).join('').trimEnd()}…`;
}
