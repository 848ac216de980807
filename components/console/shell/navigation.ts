export type NavItem = {
  label: string;
  href: string;
  /** Other names of the page, for the search. */
  words?: string;
  /** The pages below this page. */
  items?: readonly NavItem[];
  /** The address prefixes of pages that belong to this item but don't lie below its address. */
  also?: readonly string[];
};

/** A section. Pages above all sections have a section without a title. */
export type NavSection = { title?: string; items: readonly NavItem[] };

/** A part of the console with its own side navigation. Its id is the first segment of its addresses. */
export type NavArea = { id: string; label: string; href: string; sections: readonly NavSection[] };

/** Returns the href of the page's item: the longest href that is the path or lies above it. */
export function currentItem(sections: readonly NavSection[], pathname: string): string | null {
  const places = sections.flatMap(({ items }) => items.flatMap(placesOf));
  const above = places.filter(({ begins }) => pathname === begins || pathname.startsWith(begins === '/' ? '/' : `${begins}/`));
  return above.sort((a, b) => b.begins.length - a.begins.length)[0]?.href ?? null;
}

type Place = { begins: string; href: string };

function placesOf({ href, also = [], items = [] }: NavItem): Place[] {
  return [...[href, ...also].map((begins) => ({ begins, href })), ...items.flatMap(placesOf)];
}

/** Returns the area of a page: the area with the page's nearest item, or else the area that the address begins with. */
export function currentArea(areas: readonly NavArea[], pathname: string): NavArea | null {
  const nearest = currentItem(
    areas.flatMap(({ sections }) => sections),
    pathname,
  );
  const holds = ({ sections }: NavArea) =>
    nearest !== null && sections.some(({ items }) => items.some((item) => flatten(item).includes(nearest)));
  return areas.find(holds) ?? areas.find(({ id }) => pathname.split('/')[1] === id) ?? null;
}

function flatten(item: NavItem): string[] {
  return [item.href, ...(item.items ?? []).flatMap(flatten)];
}

type NavigationPage = { label: string; href: string; section: string; words: string | undefined };

/** Returns all pages of the navigation, each with its area and section. */
export function navigationPages(areas: readonly NavArea[]): NavigationPage[] {
  const pages = (items: readonly NavItem[], section: string): NavigationPage[] =>
    items.flatMap(({ label, href, words, items: below }) => [
      { label, href, section, words },
      ...pages(below ?? [], `${section} › ${label}`),
    ]);
  return areas.flatMap(({ label, sections }) => sections.flatMap(({ items }) => pages(items, label)));
}
