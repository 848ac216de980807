/** The Region that is chosen in the console, for as long as the browser is open. The browser sets it, so it is no more than a wish. */
export const REGION_COOKIE = 'gatehouse-region';
