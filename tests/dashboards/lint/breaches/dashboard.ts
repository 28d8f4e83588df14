import { type Breach, context, defaults, graph, link, lost, others } from './support.ts';

/** What breaks the rules about the dashboard as a whole, its layout and its links. */
export const dashboardBreaches: readonly Breach[] = [
  [
    'uneditable-dashboard',
    (b) => {
      b.editable = true;
    },
  ],
  [
    'dashboard-uid',
    (b) => {
      delete b.uid;
    },
  ],
  [
    'dashboard-uid-form',
    (b) => {
      b.uid = 'a'.repeat(41);
    },
  ],
  [
    'dashboard-uid-form',
    (b) => {
      b.uid = 'shop/api';
    },
  ],
  [
    'dashboard-title',
    (b) => {
      b.title = ' ';
    },
  ],
  [
    'dashboard-description',
    (b) => {
      delete b.description;
    },
  ],
  [
    'dashboard-tags',
    (b) => {
      b.tags = [];
    },
  ],
  [
    'dashboard-crosshair',
    (b) => {
      b.graphTooltip = 0;
    },
  ],
  [
    'dashboard-refresh',
    (b) => {
      b.refresh = '5s';
    },
  ],
  [
    'dashboard-timezone',
    (b) => {
      b.timezone = 'Europe/Madrid';
    },
  ],
  [
    'dashboard-links',
    (b) => {
      b.links = [];
    },
  ],
  [
    'dashboard-annotations',
    (b) => {
      b.annotations.list = [];
    },
  ],
  [
    'link-placement',
    (b) => {
      b.links[0].placement = 'inControlsMenu';
    },
  ],
  [
    'link-placement',
    (b) => {
      b.annotations.list[0].placement = 'inControlsMenu';
    },
  ],
  [
    'link-placement',
    (b) => {
      defaults(b).links = [{ title: 'Runbook', url: 'https://example.com', placement: 'inControlsMenu' }];
    },
  ],
  [
    'link-context',
    (b) => {
      b.links[0].keepTime = false;
    },
  ],
  ['link-context', link('/d/shop-db?var-job=$job')],
  [
    'layout-overlap',
    (b) => {
      graph(b).gridPos.y = 3;
    },
  ],
  [
    'layout-grid',
    (b) => {
      graph(b).gridPos.x = 1;
    },
  ],
  [
    'layout-grid',
    (b) => {
      delete graph(b).gridPos;
    },
  ],
  [
    'layout-line',
    (b) => {
      graph(b).gridPos.w = 23;
    },
  ],
  [
    'layout-first-line',
    (b) => {
      b.panels.shift();
    },
  ],
  [
    'layout-visible-panels',
    (b) => {
      for (let i = 0; i < 20; i++)
        b.panels.push({ ...graph(b), id: 100 + i, gridPos: { x: 0, y: 100 + 8 * i, w: 24, h: 8 } });
    },
  ],
  [
    'row-panels',
    (b) => {
      b.panels[2].collapsed = false;
    },
  ],
  ...['', '#', 'https://', '/d/?', '/d/undefined/x?var-job=$job'].map(
    (url): Breach => ['link-nowhere', link(url), {}, ['link-context']],
  ),
  [
    'text-written',
    (b) => {
      graph(b).description = 'Requests. **What to do**: Write this: what to do when it looks bad.';
    },
  ],
  [
    'text-written',
    (b) => {
      b.templating.list[1].label = 'Write this: what is chosen.';
    },
  ],
  ['link-back', link(`/d/shop-db?${context}&var-job=$job`), { ways: lost }],
  ['link-target', link(`/d/shop-gone?${context}&var-job=$job`), { boards: others, complete: true }],
  ['link-variable', link(`/d/shop-db/the-database?${context}&var-pod=$job`), { boards: others }],
];
