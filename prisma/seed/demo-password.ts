/** Published, so exposing the installation to other machines requires another one. */
export const DEMO_PASSWORD = 'Gatehouse-demo-1';
