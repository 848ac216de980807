/** Returns the colour of a token, such as `ink-2`, in a theme. */
type ColourOf = (token: string, theme: 'light' | 'dark') => string;

const COLOUR_CLASS = /^(fill|stroke)-([a-z0-9-]+)$/;
const SANS = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const MONO = "'JetBrains Mono', Consolas, Menlo, monospace";
/** The attributes for the page only. */
const OF_PAGE = [
  'id',
  'role',
  'tabindex',
  'style',
  'draggable',
  'href',
  'aria-label',
  'aria-expanded',
  'aria-hidden',
  'data-node',
];

/**
 * Returns a drawing as a file that needs nothing else: it has the colours of both themes, names fonts that other computers have, and
 * keeps text as text.
 */
export function toSvgFile(drawing: SVGSVGElement, title: string, colourOf: ColourOf): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  for (const element of copy.querySelectorAll('[data-screen-only]')) element.remove();
  const [, , width, height] = (copy.getAttribute('viewBox') ?? '').split(' ');
  const tokens = new Set<string>();
  for (const element of [copy, ...copy.querySelectorAll('*')]) {
    const classes = (element.getAttribute('class') ?? '').split(/\s+/).filter((name) => COLOUR_CLASS.test(name));
    for (const name of classes) tokens.add(name);
    if (element.classList.contains('font-mono')) classes.push('mono');
    if (classes.length > 0) element.setAttribute('class', classes.join(' '));
    else element.removeAttribute('class');
    for (const name of OF_PAGE) element.removeAttribute(name);
  }
  for (const link of copy.querySelectorAll('a')) link.replaceWith(...link.childNodes);
  copy.setAttribute('width', width ?? '');
  copy.setAttribute('height', height ?? '');
  copy.setAttribute('font-family', SANS);
  const document = copy.ownerDocument;
  const make = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const style = make('style');
  const rules = (theme: 'light' | 'dark') =>
    ['fill-bg', ...tokens]
      .flatMap((name) => {
        const [, property, token] = COLOUR_CLASS.exec(name) ?? [];
        const colour = token && token !== 'transparent' ? colourOf(token, theme) : 'none';
        return property ? [`.${name}{${property}:${colour}}`] : [];
      })
      .join('');
  style.textContent = `.mono{font-family:${MONO}}${rules('light')}@media (prefers-color-scheme:dark){${rules('dark')}}`;
  const heading = make('title');
  heading.textContent = title;
  const ground = make('rect');
  const [x = '0', y = '0'] = (copy.getAttribute('viewBox') ?? '').split(' ');
  for (const [name, value] of Object.entries({ x, y, width: '100%', height: '100%', class: 'fill-bg' }))
    ground.setAttribute(name, value);
  copy.prepend(heading, style, ground);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** Reads the colour of a token from the page's style sheet, in either theme. */
export const pageColour: ColourOf = (token, theme) => {
  const probe = document.createElement('span');
  probe.dataset.theme = theme;
  probe.style.color = `var(--${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};
