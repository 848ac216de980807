/** Published: whoever exposes the installation to other machines must change it first. */
export const DEMO_PASSWORD = 'Gatehouse-demo-1';
