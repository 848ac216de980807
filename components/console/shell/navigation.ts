export type NavItem = {
  label: string;
  href: string;
  /** What people call it besides, for the search. */
  words?: string;
  /** Pages under this one. */
  items?: readonly NavItem[];
  /** Where other pages of its begin, whose addresses do not lie under its own. */
  also?: readonly string[];
};

/** Without a title for pages that stand above all sections. */
export type NavSection = { title?: string; items: readonly NavItem[] };

/** A part of the console with a side navigation of its own. Its id is the first part of its addresses. */
export type NavArea = { id: string; label: string; href: string; sections: readonly NavSection[] };

/** The href of the item a page belongs to: the longest that the path is, or lies under. */
export function currentItem(sections: readonly NavSection[], pathname: string): string | null {
  const places = sections.flatMap(({ items }) => items.flatMap(placesOf));
  const above = places.filter(({ begins }) => pathname === begins || pathname.startsWith(begins === '/' ? '/' : `${begins}/`));
  return above.sort((a, b) => b.begins.length - a.begins.length)[0]?.href ?? null;
}

type Place = { begins: string; href: string };

function placesOf({ href, also = [], items = [] }: NavItem): Place[] {
  return [...[href, ...also].map((begins) => ({ begins, href })), ...items.flatMap(placesOf)];
}

/** The area a page belongs to: where the item nearest to it stands, or else the one that its address begins with. */
export function currentArea(areas: readonly NavArea[], pathname: string): NavArea | null {
  const nearest = currentItem(
    areas.flatMap(({ sections }) => sections),
    pathname,
  );
  const holds = ({ sections }: NavArea) =>
    sections.some(({ items }) => items.some((item) => flatten(item).includes(nearest ?? '')));
  return areas.find(holds) ?? areas.find(({ id }) => pathname.split('/')[1] === id) ?? null;
}

function flatten(item: NavItem): string[] {
  return [item.href, ...(item.items ?? []).flatMap(flatten)];
}

type NavigationPage = { label: string; href: string; section: string; words: string | undefined };

/** All pages of the navigation, each with the place it stands in. */
export function navigationPages(areas: readonly NavArea[]): NavigationPage[] {
  const pages = (items: readonly NavItem[], section: string): NavigationPage[] =>
    items.flatMap(({ label, href, words, items: below }) => [
      { label, href, section, words },
      ...pages(below ?? [], `${section} › ${label}`),
    ]);
  return areas.flatMap(({ label, sections }) => sections.flatMap(({ items }) => pages(items, label)));
}
