/** The Region chosen in the console, until the browser is closed. The browser sets the cookie, so it is untrusted. */
export const REGION_COOKIE = 'gatehouse-region';
