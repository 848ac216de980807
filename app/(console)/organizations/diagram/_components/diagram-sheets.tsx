import { DRAWING } from './diagram-picture';
import { type Paper, placeOn, tilesOf } from './paper';

type DiagramSheetsProps = { drawing: { width: number; height: number }; paper: Paper; several: boolean; title: string };

/** Renders the drawing on paper. It shows the page's drawing again, so it costs nothing until it is printed. */
export function DiagramSheets({ drawing, paper, several, title }: DiagramSheetsProps) {
  const tiles = tilesOf(drawing, paper, several);
  const { width, height } = placeOn(paper);
  return (
    <div aria-hidden data-diagram-paper={paper} className="hidden print:block">
      {tiles.map((tile, index) => (
        <figure key={`${tile.x} ${tile.y}`} className="m-0 break-after-page last:break-after-auto">
          <svg
            aria-hidden
            style={{ width: `${width}mm`, height: `${height}mm` }}
            viewBox={`${tile.x} ${tile.y} ${tile.width} ${tile.height}`}
            preserveAspectRatio="xMidYMin meet"
            className="block font-sans"
          >
            <use href={`#${DRAWING}`} />
          </svg>
          <figcaption className="pt-1 text-ink-2 text-xs">
            {title}
            {tiles.length > 1 ? ` · sheet ${index + 1} of ${tiles.length}` : ''}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}
