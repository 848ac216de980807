import { Button } from '@/components/ui/button';

type PageButtonsProps = { label: string; page: number; last: number; onPage: (page: number) => void };

/** Leads to the previous and the next page of a list. */
export function PageButtons({ label, page, last, onPage }: PageButtonsProps) {
  return (
    <nav aria-label={label} className="flex items-center gap-3">
      <Button disabledReason={page <= 1 ? 'This is the first page' : undefined} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <span className="text-ink-2">
        Page {page.toLocaleString('en')} of {last.toLocaleString('en')}
      </span>
      <Button disabledReason={page >= last ? 'This is the last page' : undefined} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}
