import type { DiagramAccount, DiagramUnit } from './diagram-tree';

/** The measures of the drawing, in pixels at full size. */
const BOX_WIDTH = 224;
const UNIT_HEAD = 46;
const ACCOUNT_HEAD = 40;
export const MARK_HEIGHT = 17;
const BOX_FOOT = 6;
/** The space between boxes that stand below each other, and between columns. */
const GAP = 10;
const COLUMN_GAP = 24;
/** The shift of a child, and the place of the line that leads to it. */
const INDENT = 24;
const SPINE = 12;
const FRAME_PADDING = 8;
/** The space above a row of columns, for the line that leads to them. */
const SHELF_GAP = 40;
/** Accounts of one OU that stand below each other. More stand in several columns. */
const MOST_IN_COLUMN = 8;
/** The width of paper in landscape over its height. */
const PAPER = Math.SQRT2;

/** A number of accounts of an OU that are not drawn one by one. */
export type DiagramRest = { kind: 'rest'; id: string; count: number; unitId: string };
type DiagramNode = DiagramUnit | DiagramAccount | DiagramRest;

export type Box = {
  node: DiagramNode;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The id of the unit above; null for the root. */
  parentId: string | null;
  /** The depth, 1 for the root. */
  level: number;
};
/** A frame around the accounts of one OU that stand in several columns. */
type Frame = { x: number; y: number; width: number; height: number };
/** A line between boxes: points that are joined by straight lines. */
type Line = readonly (readonly [x: number, y: number])[];
export type Layout = {
  width: number;
  height: number;
  /** In the order of the tree: a unit, its accounts, then its OUs. */
  boxes: readonly Box[];
  frames: readonly Frame[];
  lines: readonly Line[];
};

/** The units that show what is below them, and those that show each account. */
type Shown = { isOpen: (unitId: string) => boolean; showsAccounts: (unitId: string) => boolean };

type Block = { width: number; height: number; boxes: Box[]; frames: Frame[]; lines: Line[] };

export function boxHeight(node: DiagramNode): number {
  if (node.kind === 'rest') return 28;
  const head = node.kind === 'account' ? ACCOUNT_HEAD : UNIT_HEAD;
  return node.marks.length === 0 ? head : head + node.marks.length * MARK_HEIGHT + BOX_FOOT;
}

/** Returns the accounts of a unit to draw: all, or those with marks and the number of the others. */
export function drawnAccounts(unit: DiagramUnit, showsAll: boolean): (DiagramAccount | DiagramRest)[] {
  const drawn = showsAll ? unit.accounts : unit.accounts.filter(({ marks }) => marks.length > 0).slice(0, MOST_IN_COLUMN);
  const count = unit.accountCount - drawn.length;
  return count > 0 ? [...drawn, { kind: 'rest', id: `${unit.id} rest`, count, unitId: unit.id }] : [...drawn];
}

/**
 * Lays out the tree: the root at the top with its accounts beside it, the OUs below the root in columns, and everything else indented
 * below its OU. The columns stand in as many rows as bring the drawing closest to paper in landscape. Nothing overlaps.
 */
export function layOut(root: DiagramUnit, shown: Shown): Layout {
  const box = boxOf(root, null, 1);
  const block: Block = { width: BOX_WIDTH, height: box.height, boxes: [box], frames: [], lines: [] };
  if (!shown.isOpen(root.id)) return block;
  const accounts = drawnAccounts(root, shown.showsAccounts(root.id));
  if (accounts.length > 0) {
    const beside = accountsBlock(root, accounts, 2, Math.max(Math.min(accounts.length, 4), columnsFor(accounts.length)));
    const x = BOX_WIDTH + COLUMN_GAP;
    add(block, beside, x, 0);
    block.lines.push([
      [BOX_WIDTH, 20],
      [x, 20],
    ]);
  }
  const columns = root.units.map((unit) => unitBlock(unit, root.id, 2, shown));
  if (columns.length === 0) return block;
  const rows = inRows(columns, block.height, block.width);
  let y = block.height;
  for (const row of rows) {
    const bus = y + SHELF_GAP / 2;
    y += SHELF_GAP;
    let x = INDENT;
    let end = SPINE;
    let tallest = 0;
    for (const column of row) {
      end = x + BOX_WIDTH / 2;
      block.lines.push([
        [end, bus],
        [end, y],
      ]);
      add(block, column, x, y);
      x += column.width + COLUMN_GAP;
      tallest = Math.max(tallest, column.height);
    }
    block.lines.push([
      [SPINE, box.height],
      [SPINE, bus],
      [end, bus],
    ]);
    y += tallest;
  }
  return block;
}

/** Returns an OU's box with everything below it, indented. */
function unitBlock(unit: DiagramUnit, parentId: string, level: number, shown: Shown): Block {
  const box = boxOf(unit, parentId, level);
  const block: Block = { width: BOX_WIDTH, height: box.height, boxes: [box], frames: [], lines: [] };
  if (!shown.isOpen(unit.id)) return block;
  const hang = (child: Block, entry: number) => {
    const y = block.height + GAP;
    add(block, child, INDENT, y);
    block.lines.push([
      [SPINE, box.height],
      [SPINE, y + entry],
      [INDENT, y + entry],
    ]);
  };
  const accounts = drawnAccounts(unit, shown.showsAccounts(unit.id));
  const columns = columnsFor(accounts.length);
  if (columns > 1) hang(accountsBlock(unit, accounts, level + 1, columns), 20);
  else
    for (const account of accounts) {
      const child = boxOf(account, unit.id, level + 1);
      const alone = { width: BOX_WIDTH, height: child.height, boxes: [child], frames: [], lines: [] };
      hang(alone, Math.min(20, child.height / 2));
    }
  for (const below of unit.units) hang(unitBlock(below, unit.id, level + 1, shown), 20);
  return block;
}

function columnsFor(count: number): number {
  return count <= MOST_IN_COLUMN ? 1 : Math.ceil(Math.sqrt(count / 4));
}

/** Returns accounts in columns of equal numbers, from the top of the first column down, in a frame. */
function accountsBlock(unit: DiagramUnit, accounts: readonly DiagramNode[], level: number, columns: number): Block {
  const inColumn = Math.ceil(accounts.length / columns);
  const block: Block = { width: 0, height: 0, boxes: [], frames: [], lines: [] };
  for (let from = 0, x = FRAME_PADDING; from < accounts.length; from += inColumn, x += BOX_WIDTH + GAP) {
    let y = FRAME_PADDING;
    for (const account of accounts.slice(from, from + inColumn)) {
      const box = { ...boxOf(account, unit.id, level), x, y };
      block.boxes.push(box);
      y += box.height + GAP;
    }
    block.height = Math.max(block.height, y - GAP + FRAME_PADDING);
    block.width = x + BOX_WIDTH + FRAME_PADDING;
  }
  block.frames.push({ x: 0, y: 0, width: block.width, height: block.height });
  return block;
}

/** The most numbers of columns in a row that are tried. */
const MOST_TRIED = 60;

/** Returns the columns in rows, in order, so that the drawing comes closest to paper. */
function inRows(columns: readonly Block[], above: number, width: number): Block[][] {
  const total = columns.reduce((sum, column) => sum + column.width + COLUMN_GAP, 0);
  const widest = Math.max(...columns.map((column) => column.width));
  let best: { rows: Block[][]; distance: number } | null = null;
  for (let tried = 1; tried <= Math.min(columns.length, MOST_TRIED); tried++) {
    const rows = rowsUpTo(columns, Math.max(widest, Math.ceil(total / tried)));
    const height = rows.reduce((sum, row) => sum + SHELF_GAP + tallestOf(row), above);
    const distance = Math.abs(Math.log(Math.max(width, INDENT + Math.max(...rows.map(widthOf))) / height / PAPER));
    if (!best || distance < best.distance) best = { rows, distance };
  }
  return best?.rows ?? [];
}

const widthOf = (row: readonly Block[]) => row.reduce((sum, column) => sum + column.width + COLUMN_GAP, -COLUMN_GAP);
const tallestOf = (row: readonly Block[]) => Math.max(...row.map(({ height }) => height));

function rowsUpTo(columns: readonly Block[], most: number): Block[][] {
  const rows: Block[][] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    if (width + column.width > most) {
      rows.push([]);
      width = 0;
    }
    rows.at(-1)?.push(column);
    width += column.width + COLUMN_GAP;
  }
  return rows;
}

function boxOf(node: DiagramNode, parentId: string | null, level: number): Box {
  return { node, x: 0, y: 0, width: BOX_WIDTH, height: boxHeight(node), parentId, level };
}

/** Adds a block to another at a place, and makes the other large enough. */
function add(block: Block, part: Block, x: number, y: number): void {
  for (const box of part.boxes) block.boxes.push({ ...box, x: box.x + x, y: box.y + y });
  for (const frame of part.frames) block.frames.push({ ...frame, x: frame.x + x, y: frame.y + y });
  for (const line of part.lines) block.lines.push(line.map(([left, top]) => [left + x, top + y] as const));
  block.width = Math.max(block.width, x + part.width);
  block.height = Math.max(block.height, y + part.height);
}

/** The most boxes that are drawn before the viewer opens anything. */
const MOST_AT_FIRST = 150;

/** Returns the parts that are open at first: as many levels, and then the accounts, as fit into a picture that can be read. */
export function shownAtFirst(root: DiagramUnit): { open: Set<string>; accounts: Set<string> } {
  const open = new Set<string>();
  let drawn = 1;
  for (let level: readonly DiagramUnit[] = [root]; level.length > 0; level = level.flatMap(({ units }) => units)) {
    const more = level.reduce((sum, unit) => sum + unit.units.length + drawnAccounts(unit, false).length, 0);
    if (open.size > 0 && drawn + more > MOST_AT_FIRST) break;
    drawn += more;
    for (const { id } of level) open.add(id);
  }
  const accounts = new Set<string>();
  const units = [root, ...allBelow(root)].filter(({ id }) => open.has(id)).sort((a, b) => a.accountCount - b.accountCount);
  for (const unit of units) {
    const more = unit.accounts.length - drawnAccounts(unit, false).length;
    if (drawn + more > MOST_AT_FIRST || unit.accounts.length > 2 * MOST_IN_COLUMN) break;
    drawn += more;
    accounts.add(unit.id);
  }
  return { open, accounts };
}

export function allBelow(unit: DiagramUnit): DiagramUnit[] {
  return unit.units.flatMap((below) => [below, ...allBelow(below)]);
}
