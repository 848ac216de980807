export const PAPERS = ['a4', 'a3'] as const;
export type Paper = (typeof PAPERS)[number];

/** The place for the drawing on a sheet in landscape, without margins and the line at its foot, in millimetres. */
const PLACE: Readonly<Record<Paper, { width: number; height: number }>> = {
  a4: { width: 277, height: 178 },
  a3: { width: 400, height: 265 },
};
/** The size of the drawing on several sheets, in millimetres a pixel. Its smallest text is then 6 points high. */
const MILLIMETRES = 0.2;

/** A part of the drawing on a sheet, in pixels of the drawing. */
type Tile = { x: number; y: number; width: number; height: number };

/** Returns the parts of a drawing for sheets of paper, row by row: all of it on one sheet, or parts of a size that can be read. */
export function tilesOf(drawing: { width: number; height: number }, paper: Paper, several: boolean): Tile[] {
  if (!several) return [{ x: 0, y: 0, ...drawing }];
  const { width, height } = { width: PLACE[paper].width / MILLIMETRES, height: PLACE[paper].height / MILLIMETRES };
  const [columns, rows] = [Math.ceil(drawing.width / width), Math.ceil(drawing.height / height)];
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: (index % columns) * width,
    y: Math.floor(index / columns) * height,
    width,
    height,
  }));
}

export function placeOn(paper: Paper): { width: number; height: number } {
  return PLACE[paper];
}
